/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.server;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which client each dialog of an owner's listeners is with, by Call-ID and our tag, which nobody else knows; whether the
 * peer's tag fits is for its session to say. Any thread.
 */
public final class ServerDialogs {

    private final Map<String, InboundClient> guests = new ConcurrentHashMap<>();

    /** A dialog begins or has ended. */
    void note(InboundClient guest, String key, boolean begins) {
        if (begins) {
            guests.put(key, guest);
        } else {
            guests.remove(key, guest);
        }
    }

    Optional<InboundClient> of(String key) {
        return Optional.ofNullable(guests.get(key));
    }

    /** Whether any other client may have a dialog. */
    boolean ofOthers(InboundClient guest) {
        return guests.size() > (guest == null ? 0 : guest.endpoint().dialogs().count());
    }

    /** Whether the client has any dialog. */
    boolean has(InboundClient guest) {
        return guests.containsValue(guest);
    }
}
