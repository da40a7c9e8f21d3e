/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.NoUserAgentException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.ReplyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registering, un-registering, and both in a row, for those who ask for it. */
final class Registering {

    private static final Logger LOG = LoggerFactory.getLogger(Registering.class);

    /**
     * @param registering   who waits to be registered
     * @param unregistering who waits to be unregistered
     * @param trying        who waits to be unregistered only to register again
     */
    record State(List<ReplyId<ConnectionEvent.Registered>> registering, List<ReplyId<ConnectionEvent.Unregistered>> unregistering,
            List<ReplyId<ConnectionEvent.Registered>> trying) {
        static final State NONE = new State(List.of(), List.of(), List.of());
    }

    private final Connection connection;
    private List<ReplyId<ConnectionEvent.Registered>> registering;
    private List<ReplyId<ConnectionEvent.Unregistered>> unregistering;
    private List<ReplyId<ConnectionEvent.Registered>> trying;

    Registering(Connection connection, State state) {
        this.connection = connection;
        this.registering = state.registering();
        this.unregistering = state.unregistering();
        this.trying = state.trying();
    }

    State state() {
        return new State(registering, unregistering, trying);
    }

    void register(ReplyId<ConnectionEvent.Registered> reply) {
        connection.userAgent();
        registering = with(registering, reply);
        connection.sip.register(connection.userAgent());
    }

    void unregister(ReplyId<ConnectionEvent.Unregistered> reply) {
        connection.userAgent();
        if (!connection.link().registered()) {
            connection.complete(List.of(reply), new ConnectionEvent.Unregistered(Optional.empty()));
            return;
        }
        unregistering = with(unregistering, reply);
        connection.sip.unregister(connection.userAgent());
    }

    void tryRegister(ReplyId<ConnectionEvent.Registered> reply) {
        connection.userAgent();
        if (!connection.link().registered()) {
            register(reply);
            return;
        }
        trying = with(trying, reply);
        connection.sip.unregister(connection.userAgent());
    }

    /** Whether somebody wants not to be registered for now. */
    boolean unregisterAsked() {
        return !unregistering.isEmpty() || !trying.isEmpty();
    }

    void registered(ConnectionEvent.Registered event) {
        List<ReplyId<ConnectionEvent.Registered>> done = registering;
        registering = List.of();
        connection.complete(done, event);
    }

    void failed(SipFailure failure) {
        List<ReplyId<ConnectionEvent.Registered>> done = registering;
        registering = List.of();
        connection.fail(done, new RegistrationFailedException(failure));
    }

    void unregistered(ConnectionEvent.Unregistered event) {
        List<ReplyId<ConnectionEvent.Unregistered>> done = unregistering;
        unregistering = List.of();
        connection.complete(done, event);
        if (!trying.isEmpty()) {
            event.failure().ifPresent(failure -> LOG.debug("unregister failed, registering all the same: {}", failure));
            registering = new ArrayList<>(registering);
            registering.addAll(trying);
            trying = List.of();
            connection.sip.register(connection.userAgent());
        }
    }

    /** The user agent is gone, and with it whatever was waited for. */
    void abandoned() {
        List<ReplyId<ConnectionEvent.Registered>> cut = new ArrayList<>(registering);
        cut.addAll(trying);
        List<ReplyId<ConnectionEvent.Unregistered>> done = unregistering;
        registering = List.of();
        unregistering = List.of();
        trying = List.of();
        connection.fail(cut, new NoUserAgentException());
        connection.complete(done, new ConnectionEvent.Unregistered(Optional.empty()));
    }

    private static <T> List<ReplyId<T>> with(List<ReplyId<T>> replies, ReplyId<T> added) {
        List<ReplyId<T>> more = new ArrayList<>(replies);
        more.add(added);
        return more;
    }
}
