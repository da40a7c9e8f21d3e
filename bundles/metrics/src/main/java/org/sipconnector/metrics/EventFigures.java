/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.callhistory.CallHistoryEvent;
import org.sipconnector.api.callhistory.CallQuality;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.metrics.SetUpStages.Stage;

/** Counts what happens to connectors. Heard off their lanes; each event is some additions. */
final class EventFigures {

    static final double[] SET_UP_SECONDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    private static final double[] CALL_SECONDS = {10, 30, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800};
    private static final double[] LOSS_RATIOS = {0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25};
    private static final double[] PATH_SECONDS = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8};

    private final PrometheusRegistry registry;
    private final SetUpStages stages;
    private final Map<Class<?>, BiConsumer<ConnectorId, Event>> handlers = new HashMap<>();

    EventFigures(PrometheusRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        stages = new SetUpStages(registry, nanos);
        ofConnections();
        ofCalls();
        ofCallsThatAreOver();
        ofRedials();
    }

    void count(ConnectorId connector, Event event) {
        BiConsumer<ConnectorId, Event> handler = handlers.get(event.getClass());
        if (handler != null) {
            handler.accept(connector, event);
        }
    }

    /** Forgets connectors that are no more. */
    void retain(Set<ConnectorId> open) {
        stages.retain(open);
    }

    private void ofConnections() {
        Counter attempts = counter("connection_attempts", "Transports that were opened, or were to be.");
        Counter failures = counter("connect_failures", "Connects that failed, without those that were canceled.", Label.CAUSE);
        Counter losses = counter("connection_losses", "Transports that closed though nobody here asked for it.");
        Counter registrations = counter("registration_attempts", "Registrations that were answered or not, without refreshes.");
        Counter refused = counter("registration_failures", "Registrations that were refused or not answered.", Label.CAUSE);
        Counter lost = counter("registration_losses", "Registrations that were lost.", Label.CAUSE);
        for (SipCause cause : SipCause.values()) {
            failures.initLabelValues(Label.of(cause));
            refused.initLabelValues(Label.of(cause));
        }
        on(ConnectionEvent.Connecting.class, (connector, event) -> attempts.inc());
        on(ConnectionEvent.ConnectFailed.class, (connector, event) -> failures.labelValues(Label.of(event.error())).inc());
        on(ConnectionEvent.Disconnected.class, (connector, event) -> losses.inc(event.error() ? 1 : 0));
        on(ConnectionEvent.Registered.class, (connector, event) -> registrations.inc());
        on(ConnectionEvent.RegistrationFailed.class, (connector, event) -> {
            registrations.inc();
            refused.labelValues(Label.of(event.failure())).inc();
        });
        on(ConnectionEvent.Unregistered.class, (connector, event) -> event.failure()
                .ifPresent(failure -> lost.labelValues(Label.of(failure)).inc()));
    }

    private void ofCalls() {
        Counter begun = counter("calls_begun", "Calls that were made, or answered.", Label.DIRECTION);
        begun.initLabelValues(Label.direction(true));
        begun.initLabelValues(Label.direction(false));
        Counter losses = counter("media_losses", "Calls whose media went with the media engine and was made anew.");
        on(CallEvent.StartCall.class, (connector, event) -> {
            begun.labelValues(Label.direction(event.answering())).inc();
            stages.begun(connector);
        });
        on(CallEvent.Sending.class, (connector, event) -> stages.reached(connector, Stage.SENDING));
        on(CallEvent.Progress.class, (connector, event) -> stages.reached(connector, Stage.PROGRESS));
        on(CallEvent.Accepted.class, (connector, event) -> stages.reached(connector, Stage.ACCEPTED));
        on(CallEvent.Confirmed.class, (connector, event) -> stages.reached(connector, Stage.CONFIRMED));
        on(CallEvent.Ended.class, (connector, event) -> stages.over(connector));
        on(CallEvent.Failed.class, (connector, event) -> stages.over(connector));
        on(CallEvent.MediaLost.class, (connector, event) -> losses.inc());
    }

    private void ofCallsThatAreOver() {
        Counter ended = counter("calls_ended", "Calls that are over, also those nobody answered.", Label.DIRECTION, "established", "ended_by",
                Label.CAUSE);
        for (boolean incoming : new boolean[] {true, false}) {
            ended.initLabelValues(Label.direction(incoming), "true", Label.of(Originator.LOCAL), Label.of(SipCause.TERMINATED));
        }
        Histogram setUp = histogram("call_setup_seconds", "From the beginning of a call until it was up.", SET_UP_SECONDS, Label.DIRECTION);
        Histogram duration = histogram("call_duration_seconds", "How long calls were up.", CALL_SECONDS);
        Histogram loss = histogram("call_loss_ratio", "Share of packets to us that were lost, over a call.", LOSS_RATIOS);
        Histogram roundTrip = histogram("call_round_trip_seconds", "To the other side and back, over a call.", PATH_SECONDS);
        Histogram jitter = histogram("call_jitter_seconds", "How unevenly packets came, over a call.", PATH_SECONDS);
        on(CallHistoryEvent.Recorded.class, (connector, event) -> {
            CallRecord call = event.call();
            String direction = Label.direction(call.incoming());
            ended.labelValues(direction, Boolean.toString(call.confirmed().isPresent()), Label.of(call.outcome().endedBy()),
                    Label.of(call.outcome().cause())).inc();
            call.setUpTime().ifPresent(time -> {
                setUp.labelValues(direction).observe(StreamFigures.seconds(time));
                duration.observe(StreamFigures.seconds(call.duration()));
            });
            CallQuality quality = call.outcome().quality();
            quality.averageLoss().ifPresent(loss::observe);
            quality.averageRoundTrip().ifPresent(time -> roundTrip.observe(StreamFigures.seconds(time)));
            quality.averageJitter().ifPresent(time -> jitter.observe(StreamFigures.seconds(time)));
        });
    }

    private void ofRedials() {
        Counter lost = counter("calls_lost", "Calls that the network took away.", Label.CAUSE);
        Counter started = counter("redial_attempts", "Attempts to set a lost call up again.");
        Counter failed = counter("redial_failures", "Attempts of those that failed.");
        Counter givenUp = counter("redials_given_up", "Lost calls for which no further attempt was made.");
        on(CallReconnectEvent.FailureDetected.class, (connector, event) -> lost.labelValues(Label.of(event.cause())).inc());
        on(CallReconnectEvent.AttemptStarted.class, (connector, event) -> started.inc());
        on(CallReconnectEvent.AttemptFailed.class, (connector, event) -> failed.inc());
        on(CallReconnectEvent.Terminal.class, (connector, event) -> givenUp.inc());
    }

    private <E extends Event> void on(Class<E> type, BiConsumer<ConnectorId, E> handler) {
        handlers.put(type, (connector, event) -> handler.accept(connector, type.cast(event)));
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(Family.PREFIX + name).help(help).labelNames(labels).register(registry);
    }

    private Histogram histogram(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder().name(Family.PREFIX + name).help(help).classicOnly().classicUpperBounds(bounds).labelNames(labels)
                .register(registry);
    }
}
