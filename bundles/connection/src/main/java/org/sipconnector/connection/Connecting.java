/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.SupplierTimeoutException;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionCanceledException;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connect from the wish to its outcome: clear the way, resolve parameters, attempt until it works or the limit. A connection
 * that stands, and the call on it, is given up only for parameters that are there and right: those are resolved first then.
 */
final class Connecting {

    static final String PAUSE = "pause";
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(300);
    private static final Logger LOG = LoggerFactory.getLogger(Connecting.class);

    enum Phase {
        /** Waiting for the end of the former connection. */
        CLEARING,
        RESOLVING,
        /** A user agent is opening its transport or registering. */
        ATTEMPTING,
        /** Waiting before the next attempt, or before giving up. */
        PAUSING
    }

    /**
     * A connect under way.
     *
     * @param reply      whom to tell
     * @param options    under which id its options are kept
     * @param parameters under which id its parameters, or their supplier, are kept
     * @param attempt    attempts begun
     * @param lastError  under which id the error of the latest attempt is kept
     */
    record Wish(ReplyId<ConnectionConfiguration> reply, Phase phase, KeptId<ConnectOptions> options, KeptId<Object> parameters,
            int attempt, Optional<KeptId<Throwable>> lastError) {

        Wish in(Phase next) {
            return new Wish(reply, next, options, parameters, attempt, lastError);
        }

        Wish clearing(KeptId<Object> resolved) {
            return new Wish(reply, Phase.CLEARING, options, resolved, attempt, lastError);
        }

        Wish attempting() {
            return new Wish(reply, Phase.ATTEMPTING, options, parameters, attempt + 1, lastError);
        }

        Wish pausing(KeptId<Throwable> error) {
            return new Wish(reply, Phase.PAUSING, options, parameters, attempt, Optional.of(error));
        }
    }

    /** @param instance tells registrars that all user agents of this connector are the same device (RFC 5626) */
    record State(Optional<Wish> wish, Optional<String> instance) {
        static final State NONE = new State(Optional.empty(), Optional.empty());

        State with(Optional<Wish> other) {
            return new State(other, instance);
        }
    }

    private record ParametersGiven(ReplyId<ConnectionConfiguration> reply) implements Step<ConnectionParameters> {}

    private final Connection connection;
    private final Disconnecting disconnecting;
    private final StatePart<State> state;
    /** The failure the log has told since the last success; newer code may tell it once more. */
    private String told = "";

    Connecting(Connection connection, Disconnecting disconnecting, StatePart<State> state) {
        this.connection = connection;
        this.disconnecting = disconnecting;
        this.state = state;
        connection.lane.onOutcome(ParametersGiven.class, this::parametersGiven);
    }

    /** @param parameters {@link ConnectionParameters} or a supplier of their stage */
    void begin(ReplyId<ConnectionConfiguration> reply, Object parameters, ConnectOptions options) {
        boolean standing = connection.link().userAgent().isPresent() && !disconnecting.active() && !attempting();
        cancel();
        wish(Optional.of(new Wish(reply, standing ? Phase.RESOLVING : Phase.CLEARING, connection.lane.keep(options),
                connection.lane.keep(parameters), 0, Optional.empty())));
        if (standing) {
            resolve();
        } else {
            clear();
        }
    }

    private void clear() {
        if (!disconnecting.begin()) {
            cleared();
        }
    }

    /** Gives up the connect under way; its caller is told, listeners are not. */
    void cancel() {
        drop().ifPresent(dropped -> connection.lane.reply(dropped.reply()).fail(new ConnectionCanceledException()));
    }

    /** The former connection is gone. */
    void cleared() {
        if (!in(Phase.CLEARING)) {
            return;
        }
        try {
            if (!options().readyForConnection().getAsBoolean()) {
                throw new NotReadyForConnectionException();
            }
        } catch (RuntimeException e) {
            drop().ifPresent(dropped -> connection.lane.reply(dropped.reply()).fail(e));
            return;
        }
        connection.change(link -> link.failed(Optional.empty()));
        connection.signal(ConnectionSignal.START_CONNECT);
        enter(Phase.RESOLVING);
        connection.publish(new ConnectionEvent.ConnectStarted());
        resolve();
    }

    @SuppressWarnings("unchecked")
    private void resolve() {
        Object parameters = connection.lane.kept(current().parameters());
        if (parameters instanceof ConnectionParameters value) {
            resolved(value, null);
            return;
        }
        CompletionStage<ConnectionParameters> given;
        try {
            given = ((Supplier<CompletionStage<ConnectionParameters>>) parameters).get();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            resolved(null, e);
            return;
        }
        if (given == null) {
            resolved(null, null);
        } else {
            connection.lane.expect(given, SupplierTimeoutException.LIMIT, new ParametersGiven(current().reply()));
        }
    }

    private void parametersGiven(ParametersGiven step, Outcome<ConnectionParameters> outcome) {
        if (in(Phase.RESOLVING) && step.reply().equals(current().reply())) {
            resolved(outcome.value(), outcome.error());
        }
    }

    private void resolved(ConnectionParameters parameters, Throwable error) {
        Throwable problem = error != null || parameters != null
                ? error
                : new InvalidConfigurationException("parameters", "the supplier gave none");
        if (connection.link().state() != ConnectionState.PREPARING) {
            resolvedAhead(parameters, problem != null ? problem : UserAgentPlan.objectionTo(parameters).orElse(null));
            return;
        }
        if (problem != null) {
            connection.publish(new ConnectionEvent.ParametersResolveFailed(problem));
            failed(problem);
            return;
        }
        connection.use(parameters);
        connection.publish(new ConnectionEvent.ParametersResolved(parameters.withoutPassword()));
        attempt();
    }

    /** The former connection still stands: it goes on when there is a problem, and is given up now when there is none. */
    private void resolvedAhead(ConnectionParameters parameters, Throwable problem) {
        if (problem != null) {
            LOG.info("{}: not connected anew, the connection stays as it is: {}", connection.lane.connector(), ErrorText.of(problem));
            drop().ifPresent(dropped -> connection.lane.reply(dropped.reply()).fail(problem));
            return;
        }
        connection.lane.release(current().parameters());
        wish(wish().map(before -> before.clearing(connection.lane.keep(parameters))));
        clear();
    }

    private void attempt() {
        wish(wish().map(Wish::attempting));
        UserAgentPlan plan;
        try {
            plan = UserAgentPlan.of(connection.parameters(), connection.lane.random(), true,
                    Optional.of(instance()));
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        connection.signal(new ConnectionSignal.StartUa(plan.configuration()));
        UserAgentId userAgent = new UserAgentId(connection.lane.newId("ua"));
        connection.change(link -> link.over(userAgent));
        connection.show();
        connection.sip.start(connection.lane.connector(), userAgent, plan.settings());
    }

    /** A registrar that knows it replaces what a user agent registered that is gone, instead of keeping both. */
    private String instance() {
        if (state.get().instance().isEmpty()) {
            String made = "urn:uuid:" + new UUID(bits() & ~0xF000L | 0x4000L, bits() >>> 2 | Long.MIN_VALUE);
            state.change(now -> new State(now.wish(), Optional.of(made)));
        }
        return state.get().instance().orElseThrow();
    }

    private long bits() {
        return (long) (connection.lane.random() * 0x1p32) << 32 | (long) (connection.lane.random() * 0x1p32);
    }

    /** The user agent is ready: open and, where wanted, registered. */
    void attemptSucceeded() {
        if (!in(Phase.ATTEMPTING)) {
            return;
        }
        ConnectionConfiguration configuration = connection.configuration().orElseThrow();
        LOG.info("{}: connected to {} over {} as {}{}", connection.lane.connector(), configuration.server(),
                configuration.parameters().target().transport(),
                configuration.uri(), configuration.register() ? ", registered" : "");
        told = "";
        Wish done = drop().orElseThrow();
        connection.publish(new ConnectionEvent.ConnectSucceeded(configuration));
        connection.lane.reply(done.reply()).complete(configuration);
    }

    /** The user agent was refused, or its transport did not open or closed again; what it was has been published. */
    void attemptFailed(Throwable error) {
        if (!in(Phase.ATTEMPTING)) {
            return;
        }
        if (!(error instanceof DisconnectedException lost && lost.unreachable())) {
            failed(error);
            return;
        }
        LOG.debug("attempt {} of {} failed: {}", current().attempt(), options().attempts(), error.getMessage());
        connection.link().userAgent().ifPresent(connection.sip::stop);
        connection.change(Link::bare);
        forgetError();
        wish(wish().map(before -> before.pausing(connection.lane.keep(error))));
        connection.signal(ConnectionSignal.START_CONNECT);
        connection.show();
        connection.lane.schedule(PAUSE, BETWEEN_ATTEMPTS);
    }

    void onPauseOver() {
        if (!in(Phase.PAUSING)) {
            return;
        }
        if (current().attempt() >= options().attempts()) {
            Throwable last = connection.lane.kept(current().lastError().orElseThrow());
            failed(new ConnectionLimitException(current().attempt(), last));
            return;
        }
        attempt();
    }

    private void failed(Throwable error) {
        String reason = error.getMessage() == null ? "Failed to connect to server" : error.getMessage();
        tell(ErrorText.of(error));
        boolean attempted = connection.link().userAgent().isPresent() || in(Phase.PAUSING);
        Wish done = drop().orElseThrow();
        if (connection.link().state() != ConnectionState.DISCONNECTED) {
            connection.signal(ConnectionSignal.UA_DISCONNECTED);
        }
        connection.change(link -> link.failed(Optional.of(reason)));
        connection.publish(new ConnectionEvent.ConnectFailed(error));
        disconnecting.beginAfter(done.reply(), error, attempted);
    }

    /** Each kind of failure is told once until a connect succeeds. */
    void tell(String reason) {
        if (reason.equals(told)) {
            LOG.debug("could not connect again: {}", reason);
        } else {
            LOG.info("{}: could not connect: {}", connection.lane.connector(), reason);
        }
        told = reason;
    }

    /** Whether the user agent in use is one of an attempt that has not ended. */
    boolean attempting() {
        return in(Phase.ATTEMPTING);
    }

    private Optional<Wish> wish() {
        return state.get().wish();
    }

    private void wish(Optional<Wish> other) {
        state.change(now -> now.with(other));
    }

    private boolean in(Phase phase) {
        return wish().filter(present -> present.phase() == phase).isPresent();
    }

    private void enter(Phase phase) {
        wish(wish().map(before -> before.in(phase)));
    }

    private Wish current() {
        return wish().orElseThrow();
    }

    private ConnectOptions options() {
        return connection.lane.kept(current().options());
    }

    private void forgetError() {
        wish().flatMap(Wish::lastError).ifPresent(connection.lane::release);
    }

    private Optional<Wish> drop() {
        Optional<Wish> dropped = wish();
        forgetError();
        dropped.ifPresent(gone -> {
            connection.lane.release(gone.options());
            connection.lane.release(gone.parameters());
            connection.lane.cancel(PAUSE);
        });
        wish(Optional.empty());
        return dropped;
    }
}
