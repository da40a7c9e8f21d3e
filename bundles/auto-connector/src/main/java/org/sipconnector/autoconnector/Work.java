package org.sipconnector.autoconnector;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.autoconnector.ParametersMissingException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;

/** What all parts of an auto connector work with: the managers beside it, what to connect with, and how patiently. */
final class Work {

    /**
     * What it was given to work with.
     *
     * @param started whether it has ever been started
     * @param kept    under which id the client's parameters are kept; absent for those of the configuration
     * @param options under which id the client's options are kept; absent for the standard ones
     */
    record State(boolean started, Optional<String> kept, Optional<String> options) {
        static final State NEW = new State(false, Optional.empty(), Optional.empty());
    }

    final Lane lane;
    private final Supplier<AutoConnectorOptions> standard;
    private State state;

    Work(Lane lane, Supplier<AutoConnectorOptions> standard, State state) {
        this.lane = lane;
        this.standard = standard;
        this.state = state;
    }

    State state() {
        return state;
    }

    /** Whether there is anything to connect with. */
    boolean started() {
        return state.started();
    }

    /** Whether it connects with what the connector was configured with. */
    boolean byConfiguration() {
        return state.started() && state.kept().isEmpty();
    }

    void start(Optional<AutoConnectorParameters> parameters) {
        state.kept().ifPresent(lane::release);
        state = new State(true, parameters.map(lane::keep), state.options());
    }

    void configure(AutoConnectorOptions options) {
        state.options().ifPresent(lane::release);
        state = new State(state.started(), state.kept(), Optional.of(lane.keep(options)));
    }

    AutoConnectorOptions options() {
        return state.options().flatMap(id -> kept(id, AutoConnectorOptions.class)).orElseGet(standard);
    }

    /**
     * Connects, by way of the queue.
     *
     * @throws ParametersMissingException when there is nothing to connect with any more
     */
    CompletionStage<ConnectionConfiguration> connect() {
        ConnectionQueueManager queue = lane.manager(ConnectionQueueManager.class);
        return given().map(given -> queue.connect(given.parameters(), given.options()))
                .orElseGet(() -> queue.connect(ConnectionParameters.of(lane.configuration()),
                        ConnectOptions.of(lane.configuration())));
    }

    /** What to connect with, asked anew. Whatever the client's supplier throws comes as a failed outcome. */
    void askParameters(String key, Consumer<ConnectionParameters> atOnce, Consumer<Throwable> failed) {
        try {
            Optional<AutoConnectorParameters> given = given();
            if (given.isPresent()) {
                lane.expect(given.get().parameters().get(), key);
            } else {
                atOnce.accept(ConnectionParameters.of(lane.configuration()));
            }
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    /** What came of {@link #askParameters}. */
    static void parametersOf(Outcome outcome, Consumer<ConnectionParameters> there, Consumer<Throwable> failed) {
        if (outcome.value() instanceof ConnectionParameters parameters) {
            there.accept(parameters);
        } else {
            failed.accept(outcome.succeeded() ? new InvalidConfigurationException("parameters", "the supplier gave none")
                    : outcome.error());
        }
    }

    private Optional<AutoConnectorParameters> given() {
        return state.kept().map(id -> kept(id, AutoConnectorParameters.class).orElseThrow(ParametersMissingException::new));
    }

    /** What a client gave does not survive a restart of the framework. */
    private <T> Optional<T> kept(String id, Class<T> type) {
        try {
            return Optional.of(lane.kept(id, type));
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

    /** Whether it has to be ended before an attempt. */
    boolean connectionBusy() {
        ConnectionSnapshot now = connectionNow();
        return now.disconnecting() || now.requested() || !connectionDown();
    }

    boolean connectionDown() {
        ConnectionSnapshot now = connectionNow();
        return now.disconnected() || now.idle();
    }

    boolean callActive() {
        return lane.has(CallManager.class) && lane.manager(CallManager.class).isCallActive();
    }

    /** A call that goes with its connection was not ended by anybody here, and may be set up again. */
    void loseCall(String why) {
        if (lane.has(CallManager.class) && lane.manager(CallManager.class).snapshot().state() != CallState.IDLE) {
            lane.manager(CallManager.class).lose(why);
        }
    }

    /** A pause of about this long, so that many connectors do not act in the same moment. */
    Duration about(Duration pause) {
        double factor = 1 + options().jitter() * (2 * lane.random() - 1);
        return Duration.ofNanos((long) (pause.toNanos() * factor));
    }
}
