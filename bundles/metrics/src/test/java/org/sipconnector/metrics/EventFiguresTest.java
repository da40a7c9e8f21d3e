/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.callhistory.CallHistoryEvent;
import org.sipconnector.api.callhistory.CallOutcome;
import org.sipconnector.api.callhistory.CallQuality;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

class EventFiguresTest {

    private static final ConnectorId OFFICE = ConnectorId.of("office");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String HOSTILE = "</script>\"} 1\nsip_connector_calls_total{x=\"\u202e";

    private final AtomicLong nanos = new AtomicLong();
    private final Figures figures = new Figures(new Answers.Registry(), () -> 0, nanos::get);

    @Test
    void attemptsAndFailuresAreCountedByCause() {
        SipFailure refused = SipFailure.response(403, "Forbidden", List.of());
        happen(new ConnectionEvent.Connecting(1), new ConnectionEvent.RegistrationFailed(refused),
                new ConnectionEvent.ConnectFailed(new ConnectionLimitException(1, new RegistrationFailedException(refused))),
                new ConnectionEvent.Connecting(1), new ConnectionEvent.Registered(200, 300),
                new ConnectionEvent.Disconnected(true, 1006, "gone"), new ConnectionEvent.Disconnected(false, 1000, ""),
                new ConnectionEvent.Unregistered(Optional.of(SipFailure.system(SipCause.CONNECTION_ERROR, "gone"))));

        assertThat(lines()).contains("sip_connector_connection_attempts_total 2.0", "sip_connector_registration_attempts_total 2.0",
                "sip_connector_registration_failures_total{cause=\"rejected\"} 1.0", "sip_connector_connect_failures_total{cause=\"rejected\"} 1.0",
                "sip_connector_connection_losses_total 1.0", "sip_connector_registration_losses_total{cause=\"connection_error\"} 1.0");
    }

    @Test
    void callsAreCountedByHowTheyEnded() {
        happen(new CallHistoryEvent.Recorded(call("600", false, Optional.of(NOON.plusMillis(840)), Originator.REMOTE, SipCause.TERMINATED)),
                new CallHistoryEvent.Recorded(call("700", true, Optional.empty(), Originator.REMOTE, SipCause.BUSY)));

        assertThat(lines()).contains(
                "sip_connector_calls_ended_total{cause=\"terminated\",direction=\"outgoing\",ended_by=\"remote\",established=\"true\"} 1.0",
                "sip_connector_calls_ended_total{cause=\"busy\",direction=\"incoming\",ended_by=\"remote\",established=\"false\"} 1.0",
                "sip_connector_call_setup_seconds_count{direction=\"outgoing\"} 1",
                "sip_connector_call_setup_seconds_sum{direction=\"outgoing\"} 0.84",
                "sip_connector_call_duration_seconds_bucket{le=\"60.0\"} 1", "sip_connector_call_loss_ratio_bucket{le=\"0.02\"} 2");
    }

    @Test
    void eachStageOfASetUpIsMeasuredOnce() {
        DialogId dialog = new DialogId("d");
        at(0, new CallEvent.StartCall("600", false, List.of()));
        at(200, new CallEvent.Sending(dialog));
        at(300, new CallEvent.Progress(180, "Ringing"));
        at(500, new CallEvent.Progress(180, "Ringing"));
        at(1_300, new CallEvent.Accepted(dialog));
        at(1_320, new CallEvent.Confirmed(dialog));
        at(9_000, new CallEvent.Confirmed(dialog));

        assertThat(lines()).contains("sip_connector_calls_begun_total{direction=\"outgoing\"} 1.0",
                stage("sending", "0.2"), stage("progress", "0.1"), stage("accepted", "1.0"), stage("confirmed", "0.02"),
                "sip_connector_call_setup_stage_seconds_count{stage=\"confirmed\"} 1");
    }

    @Test
    void aSetUpThatEndsOrWhoseConnectorIsGoneIsForgotten() {
        at(0, new CallEvent.StartCall("600", false, List.of()));
        happen(new CallEvent.Failed(SipFailure.response(486, "Busy Here", List.of())));
        at(100, new CallEvent.Sending(new DialogId("d")));
        at(200, new CallEvent.StartCall("600", false, List.of()));
        SetUpStages stages = new SetUpStages(new io.prometheus.metrics.model.registry.PrometheusRegistry(), nanos::get);
        stages.begun(OFFICE);
        stages.retain(Set.of());
        stages.reached(OFFICE, SetUpStages.Stage.SENDING);

        assertThat(lines()).contains("sip_connector_call_setup_stage_seconds_count{stage=\"sending\"} 0");
    }

    @Test
    void lostCallsAndRedialsAreCounted() {
        happen(new CallReconnectEvent.FailureDetected(SipCause.RTP_TIMEOUT, Originator.SYSTEM, 1), new CallReconnectEvent.AttemptStarted(1),
                new CallReconnectEvent.AttemptFailed(1, new IllegalStateException()), new CallReconnectEvent.AttemptStarted(2));

        assertThat(lines()).contains("sip_connector_calls_lost_total{cause=\"rtp_timeout\"} 1.0", "sip_connector_redial_attempts_total 2.0",
                "sip_connector_redial_failures_total 1.0");
    }

    @Test
    void whatARemotePartySendsMakesNoSeries() {
        SipFailure refused = SipFailure.response(499, HOSTILE, List.of());
        happen(new ConnectionEvent.RegistrationFailed(refused), new ConnectionEvent.ConnectFailed(new IllegalStateException(HOSTILE)));
        long before = figures.text().lines().count();
        for (int i = 0; i < 1_000; i++) {
            happen(new CallEvent.StartCall(HOSTILE + i, true, List.of()),
                    new CallHistoryEvent.Recorded(call(HOSTILE + i, true, Optional.empty(), Originator.REMOTE, SipCause.BUSY)),
                    new ConnectionEvent.RegistrationFailed(SipFailure.response(499, HOSTILE + i, List.of())),
                    new ConnectionEvent.ConnectFailed(new IllegalStateException(HOSTILE + i)));
        }

        assertThat(figures.text()).doesNotContain("</script>", "\u202e").contains("sip_connector_connect_failures_total{cause=\"other\"} 1001.0");
        assertThat(figures.text().lines().count() - before).as("new lines").isLessThan(10);
    }

    private void at(long millis, Event event) {
        nanos.set(Duration.ofMillis(millis).toNanos());
        happen(event);
    }

    private void happen(Event... events) {
        for (Event event : events) {
            figures.count(OFFICE, event);
        }
    }

    private List<String> lines() {
        return figures.text().lines().toList();
    }

    private static String stage(String name, String seconds) {
        return "sip_connector_call_setup_stage_seconds_sum{stage=\"" + name + "\"} " + seconds;
    }

    private static CallRecord call(String number, boolean incoming, Optional<Instant> confirmed, Originator by, SipCause cause) {
        return new CallRecord(number, incoming, Optional.empty(), NOON, confirmed, NOON.plusSeconds(40), new CallOutcome(by, cause, 0, number,
                new CallQuality(30, OptionalDouble.of(0.0123), OptionalDouble.empty(), Optional.of(Duration.ofMillis(31)), Optional.empty())));
    }
}
