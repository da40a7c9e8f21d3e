/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.NoUserAgentException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
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

        State registering(List<ReplyId<ConnectionEvent.Registered>> others) {
            return new State(others, unregistering, trying);
        }

        State unregistering(List<ReplyId<ConnectionEvent.Unregistered>> others) {
            return new State(registering, others, trying);
        }

        State trying(List<ReplyId<ConnectionEvent.Registered>> others) {
            return new State(registering, unregistering, others);
        }
    }

    private final Connection connection;
    private final StatePart<State> state;

    Registering(Connection connection, StatePart<State> state) {
        this.connection = connection;
        this.state = state;
    }

    void register(ReplyId<ConnectionEvent.Registered> reply) {
        connection.userAgent();
        state.change(now -> now.registering(with(now.registering(), reply)));
        connection.sip.register(connection.userAgent());
    }

    void unregister(ReplyId<ConnectionEvent.Unregistered> reply) {
        connection.userAgent();
        if (!connection.link().registered()) {
            connection.complete(List.of(reply), new ConnectionEvent.Unregistered(Optional.empty()));
            return;
        }
        state.change(now -> now.unregistering(with(now.unregistering(), reply)));
        connection.sip.unregister(connection.userAgent());
    }

    void tryRegister(ReplyId<ConnectionEvent.Registered> reply) {
        connection.userAgent();
        if (!connection.link().registered()) {
            register(reply);
            return;
        }
        state.change(now -> now.trying(with(now.trying(), reply)));
        connection.sip.unregister(connection.userAgent());
    }

    /** Whether somebody wants not to be registered for now. */
    boolean unregisterAsked() {
        return !state.get().unregistering().isEmpty() || !state.get().trying().isEmpty();
    }

    void registered(ConnectionEvent.Registered event) {
        List<ReplyId<ConnectionEvent.Registered>> done = state.get().registering();
        state.change(now -> now.registering(List.of()));
        connection.complete(done, event);
    }

    void failed(SipFailure failure) {
        List<ReplyId<ConnectionEvent.Registered>> done = state.get().registering();
        state.change(now -> now.registering(List.of()));
        connection.fail(done, new RegistrationFailedException(failure));
    }

    void unregistered(ConnectionEvent.Unregistered event) {
        List<ReplyId<ConnectionEvent.Unregistered>> done = state.get().unregistering();
        state.change(now -> now.unregistering(List.of()));
        connection.complete(done, event);
        if (!state.get().trying().isEmpty()) {
            event.failure().ifPresent(failure -> LOG.debug("unregister failed, registering all the same: {}", failure));
            state.change(now -> now.registering(Stream.concat(now.registering().stream(), now.trying().stream()).toList()).trying(List.of()));
            connection.sip.register(connection.userAgent());
        }
    }

    /** The user agent is gone, and with it whatever was waited for. */
    void abandoned() {
        State over = state.get();
        state.set(State.NONE);
        connection.fail(over.registering(), new NoUserAgentException());
        connection.fail(over.trying(), new NoUserAgentException());
        connection.complete(over.unregistering(), new ConnectionEvent.Unregistered(Optional.empty()));
    }

    private static <T> List<ReplyId<T>> with(List<ReplyId<T>> replies, ReplyId<T> added) {
        List<ReplyId<T>> more = new ArrayList<>(replies);
        more.add(added);
        return more;
    }
}
