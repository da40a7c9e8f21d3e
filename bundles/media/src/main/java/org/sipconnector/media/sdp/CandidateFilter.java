/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import org.sipconnector.spi.media.CandidatePolicy;

/** Takes candidates out of a local description that the policy does not want but the library gathered (RFC 8839). */
public final class CandidateFilter {

    private static final String PREFIX = "a=candidate:";

    private CandidateFilter() {}

    public static String apply(CandidatePolicy policy, String sdp) {
        StringBuilder kept = new StringBuilder();
        for (String line : sdp.split("\r?\n")) {
            if (!line.startsWith(PREFIX) || wanted(policy, line.substring(PREFIX.length()).split(" "))) {
                kept.append(line).append("\r\n");
            }
        }
        return kept.toString();
    }

    /** Fields: foundation, component, transport, priority, address, port. */
    private static boolean wanted(CandidatePolicy policy, String[] fields) {
        return fields.length < 6
                || (policy.tcp() || !fields[2].equalsIgnoreCase("tcp")) && (policy.ipv6() || !fields[4].contains(":"));
    }
}
