/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.List;
import java.util.Optional;
import org.sipconnector.sip.digest.DigestClient;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.transaction.ServerTransaction;

/** Who an endpoint is on the wire. */
public interface Identity {

    /** Host part of our Via. */
    String sentBy();

    /** Eight characters of its own that do not change. */
    String mark();

    /** Value of From without a tag. */
    String from();

    /** Value of Contact. */
    String contact();

    /** Value of User-Agent. */
    String userAgent();

    DigestClient digest();

    /** Where a request for that target really goes: the target itself, or the contact registered for it. */
    String resolve(String target);

    /** Whether a request outside a dialog is for us. */
    boolean serves(IncomingRequest request);

    /** Route entries of requests outside dialogs. */
    default List<String> routes() {
        return List.of();
    }

    /** Whether Contact is a name that reaches us wherever we are (RFC 5627). */
    default boolean globallyRoutable() {
        return false;
    }

    /** Whether to offer session timers (RFC 4028). */
    default boolean sessionTimers() {
        return false;
    }

    /** The listener's name when this is a server's end. */
    default Optional<String> server() {
        return Optional.empty();
    }

    /** A session begins or has ended, of that Call-ID and our tag. */
    default void dialog(String key, boolean begins) {}

    /** A REGISTER; user agents answer 405. */
    void register(ServerTransaction transaction);
}
