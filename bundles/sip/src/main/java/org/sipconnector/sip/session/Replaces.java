/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.Locale;
import java.util.Optional;

/**
 * The session an INVITE wants to take the place of (RFC 3891).
 *
 * @param localTag  the tag that is ours
 * @param earlyOnly whether an established session must not be replaced
 */
public record Replaces(String callId, String localTag, String remoteTag, boolean earlyOnly) {

    /** Empty when the value is malformed. */
    public static Optional<Replaces> parse(String value) {
        String[] parts = value.split(";");
        String to = "";
        String from = "";
        boolean early = false;
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].replaceAll("\\s", "");
            String name = part.toLowerCase(Locale.ROOT);
            if (name.startsWith("to-tag=")) {
                to = part.substring(7);
            } else if (name.startsWith("from-tag=")) {
                from = part.substring(9);
            } else if (name.equals("early-only")) {
                early = true;
            }
        }
        return to.isEmpty() || from.isEmpty() ? Optional.empty() : Optional.of(new Replaces(parts[0].strip(), to, from, early));
    }
}
