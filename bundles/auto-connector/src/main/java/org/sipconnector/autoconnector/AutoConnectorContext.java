/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.SupplierTimeoutException;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueSnapshot;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;

/** What all parts of an auto connector work with: the managers beside it, what to connect with, and how patiently. */
final class AutoConnectorContext {

    /**
     * What it was given to work with.
     *
     * @param started whether it has ever been started
     * @param kept    under which id the client's parameters are kept; absent for those of the configuration
     * @param options under which id the client's options are kept; absent for the standard ones
     */
    record State(boolean started, Optional<KeptId<AutoConnectorParameters>> kept, Optional<KeptId<AutoConnectorOptions>> options) {
        static final State NEW = new State(false, Optional.empty(), Optional.empty());
    }

    final Lane lane;
    private final Supplier<AutoConnectorOptions> standard;
    private final ManagerContext<AutoConnector.State, AutoConnectorSnapshot> manager;
    private final StatePart<State> state;

    AutoConnectorContext(ManagerContext<AutoConnector.State, AutoConnectorSnapshot> manager, Supplier<AutoConnectorOptions> standard) {
        this.manager = manager;
        this.lane = manager.lane();
        this.standard = standard;
        this.state = manager.part(AutoConnector.State::work, AutoConnector.State::with);
    }

    void show() {
        manager.show();
    }

    void publish(AutoConnectEvent event) {
        manager.publish(event);
    }

    /** Whether there is anything to connect with. */
    boolean started() {
        return state.get().started();
    }

    /** Whether it connects with what the connector was configured with. */
    boolean byConfiguration() {
        return state.get().started() && state.get().kept().isEmpty();
    }

    void start(Optional<AutoConnectorParameters> parameters) {
        state.get().kept().ifPresent(lane::release);
        state.set(new State(true, parameters.map(lane::keep), state.get().options()));
    }

    void configure(AutoConnectorOptions options) {
        state.get().options().ifPresent(lane::release);
        state.set(new State(state.get().started(), state.get().kept(), Optional.of(lane.keep(options))));
    }

    AutoConnectorOptions options() {
        return state.get().options().flatMap(this::kept).orElseGet(standard);
    }

    /** What has come of an outcome is shown. */
    <T, S extends Record & Step<T>> void onOutcome(Class<S> step, BiConsumer<? super S, Outcome<T>> handler) {
        lane.onOutcome(step, (next, outcome) -> {
            handler.accept(next, outcome);
            show();
        });
    }

    /**
     * Connects, by way of the queue, unless somebody has asked for a connection.
     */
    CompletionStage<ConnectionConfiguration> connect() {
        ConnectionQueueManager queue = lane.manager(ConnectionQueueManager.class);
        return given().map(given -> queue.connect(given.parameters(), given.options().leavingOthersAlone()))
                .orElseGet(() -> queue.connect(lane.configuration().parameters(),
                        ConnectOptions.of(lane.configuration()).leavingOthersAlone()));
    }

    /** What to connect with, asked anew. Whatever the client's supplier throws comes as a failed outcome. */
    void askParameters(Step<ConnectionParameters> next, Consumer<ConnectionParameters> atOnce, Consumer<Throwable> failed) {
        try {
            Optional<AutoConnectorParameters> given = given();
            if (given.isPresent()) {
                lane.expect(given.get().parameters().get(), SupplierTimeoutException.LIMIT, next);
            } else {
                atOnce.accept(lane.configuration().parameters());
            }
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    /** What came of {@link #askParameters}. */
    static void parametersOf(Outcome<ConnectionParameters> outcome, Consumer<ConnectionParameters> there,
            Consumer<Throwable> failed) {
        if (outcome.value() != null) {
            there.accept(outcome.value());
        } else {
            failed.accept(outcome.succeeded()
                    ? new InvalidConfigurationException("parameters", "the supplier gave none")
                    : outcome.error());
        }
    }

    private Optional<AutoConnectorParameters> given() {
        return state.get().kept().flatMap(this::kept);
    }

    /** What a client gave does not outlive the process; then the configuration holds. */
    private <T> Optional<T> kept(KeptId<T> id) {
        try {
            return Optional.of(lane.kept(id));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    ConnectionManager connection() {
        return lane.manager(ConnectionManager.class);
    }

    ConnectionSnapshot connectionNow() {
        return lane.has(ConnectionManager.class) ? connection().snapshot() : ConnectionSnapshot.IDLE;
    }

    /** Whether there is a connection, also one that is being made or ended, or that is lost and comes again by itself. */
    boolean connectionThere() {
        ConnectionSnapshot now = connectionNow();
        boolean down = now.disconnected() || now.idle();
        return !down || now.userAgent().isPresent() || connectAsked();
    }

    /** Whether somebody's connect is under way, also before the connection shows it. */
    private boolean connectAsked() {
        return lane.has(ConnectionQueueManager.class)
                && !lane.manager(ConnectionQueueManager.class).snapshot().equals(ConnectionQueueSnapshot.EMPTY);
    }

    boolean callActive() {
        return lane.has(CallManager.class) && lane.manager(CallManager.class).isCallActive();
    }

    /** A call that goes with its connection was not ended by anybody here, and may be set up again. */
    void loseCall(String why) {
        if (lane.has(CallManager.class)) {
            CallManager calls = lane.manager(CallManager.class);
            calls.snapshot().peer().ifPresent(peer -> calls.lose(peer, why));
        }
    }

    /** A pause of about this long, so that many connectors do not act in the same moment. */
    Duration about(Duration pause) {
        double factor = 1 + options().jitter() * (2 * lane.random() - 1);
        return Duration.ofNanos((long) (pause.toNanos() * factor));
    }
}
