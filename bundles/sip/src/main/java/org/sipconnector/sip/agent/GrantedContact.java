/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.sip.message.IncomingResponse;

/** What the registrar says of our Contact: a registration is what it lists, not that it answered 200 (RFC 3261 section 10.2.4). */
final class GrantedContact {

    private static final long LONGEST = 86_400;

    private GrantedContact() {}

    /**
     * How long it really keeps us, in seconds: our Contact's expires, else the Expires header; 0 when it lists others only.
     * Empty when it says nothing.
     */
    static OptionalLong expiry(IncomingResponse response, String contact, String instance) {
        List<String> contacts = response.entries("Contact");
        if (!contacts.isEmpty() && contacts.stream().noneMatch(entry -> ours(entry, contact, instance))) {
            return OptionalLong.of(0);
        }
        return parameter("expires", response, contact, instance).map(String::strip).filter(value -> value.matches("\\d+"))
                .or(() -> response.header("Expires").map(String::strip).filter(value -> value.matches("\\d+")))
                .map(value -> OptionalLong.of(seconds(value))).orElse(OptionalLong.empty());
    }

    private static boolean ours(String entry, String contact, String instance) {
        String listed = entry.toLowerCase(Locale.ROOT);
        return listed.contains(instance.toLowerCase(Locale.ROOT)) || listed.contains(user(contact));
    }

    /** Capped at what no registration may last: more digits than a delta-seconds has mean no more. */
    static long seconds(String digits) {
        return digits.length() > 9 ? LONGEST : Math.min(LONGEST, Long.parseLong(digits));
    }

    /** The name it gives us (RFC 5627 section 4.2). */
    static Optional<String> gruu(IncomingResponse response, String contact, String instance) {
        return parameter("pub-gruu", response, contact, instance).filter(name -> !name.isBlank());
    }

    /** The user part of our Contact with what begins and ends it; nobody else has it. */
    private static String user(String contact) {
        return contact.substring(contact.indexOf(':'), contact.indexOf('@') + 1);
    }

    private static Optional<String> parameter(String name, IncomingResponse response, String contact, String instance) {
        List<String> contacts = response.entries("Contact");
        // the instance may have bindings of an earlier life, too
        for (String marker : List.of(user(contact), instance.toLowerCase(Locale.ROOT))) {
            for (String entry : contacts) {
                Optional<String> value = HeaderAddress.of(entry).parameter(name);
                if (entry.toLowerCase(Locale.ROOT).contains(marker) && value.isPresent()) {
                    return value;
                }
            }
        }
        return Optional.empty();
    }
}
