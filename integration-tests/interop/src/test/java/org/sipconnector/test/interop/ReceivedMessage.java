/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.util.List;
import java.util.Optional;

/**
 * A message that the connector sent, as it came.
 *
 * @param head       first line and headers, one a line
 * @param connection what it came over
 */
record ReceivedMessage(String head, String body, PeerWay connection) {

    String firstLine() {
        return head.lines().findFirst().orElse("");
    }

    boolean response() {
        return head.startsWith("SIP/2.0 ");
    }

    /** The method, of a response that of its CSeq. */
    String method() {
        return response() ? header("CSeq").replaceAll("^\\d+\\s+", "") : firstLine().split(" ", 2)[0];
    }

    /** The first header of that name. */
    String header(String name) {
        return find(name).orElseThrow(() -> new AssertionError("no " + name + " in\n" + this));
    }

    Optional<String> find(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return head.lines().skip(1).filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip()).toList();
    }

    /** What stands between the angle brackets of that header. */
    String uri(String name) {
        return header(name).replaceAll("(?s).*?<([^>]*)>.*", "$1");
    }

    @Override
    public String toString() {
        return head + body;
    }
}
