/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node tells the others of what it can have.
 *
 * @param most how many connectors it takes
 * @param full why it takes no calls, as text; empty when it does
 */
record NodeCapacity(int most, Optional<String> full) {

    private static final String FULL = "full ";
    private static final int LONGEST = 200;

    /** What a newer release has written beside is left out. */
    static NodeCapacity of(byte[] content) {
        int most = Integer.MAX_VALUE;
        Optional<String> full = Optional.empty();
        for (String line : Texts.of(content).split("\n")) {
            if (line.matches("[0-9]{1,9}")) {
                most = Integer.parseInt(line);
            } else if (line.startsWith(FULL)) {
                full = Optional.of(line.substring(FULL.length()));
            }
        }
        return new NodeCapacity(most, full);
    }

    byte[] content() {
        // a number alone is what the first nodes wrote
        List<String> lines = new ArrayList<>(List.of(Integer.toString(most)));
        full.ifPresent(why -> lines.add(FULL + why.replaceAll("\\p{Cntrl}", " ").substring(0, Math.min(LONGEST, why.length()))));
        return Texts.bytes(String.join("\n", lines));
    }
}
