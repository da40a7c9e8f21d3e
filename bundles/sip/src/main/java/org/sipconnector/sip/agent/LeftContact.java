/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.Optional;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.sip.message.IncomingResponse;

/**
 * The Contact that an account had at another address: in another process, or before it was connected anew. A registrar that knows instances
 * (RFC 5626) has replaced it; another one keeps it beside the present one, and calls go there, too.
 */
final class LeftContact {

    private Optional<String> present = Optional.empty();
    private Optional<String> left = Optional.empty();

    /** @param address that another process has registered */
    void takeUp(String address) {
        present = Optional.of(address);
    }

    /**
     * What is still to be ended at the registrar: the former Contact, if it lists that one. Only as it was registered: an address that a
     * registrar has written anew may be the present one.
     *
     * @param address that is registered now
     */
    Optional<String> listed(IncomingResponse response, String address) {
        if (!present.equals(Optional.of(address))) {
            left = present;
            present = Optional.of(address);
        }
        return left.filter(former -> response.entries("Contact").stream().anyMatch(entry -> uri(entry).equalsIgnoreCase(uri(former))));
    }

    private static String uri(String contact) {
        return HeaderAddress.of(contact).uri();
    }
}
