/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Event;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connector.CallProgressEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.testkit.LaneHarness;

/** What must hold whenever the lane has nothing to do. */
final class Invariants {

    /** A session may outlive its user agent's stop by as long as a farewell takes. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final WholeConnector all;
    private final LaneHarness stage;
    private final Map<String, String> progress = new HashMap<>();
    private Told told = new Told();
    /** Whether calls may have begun before anybody listened. */
    private boolean late;
    private final Sessions sessions;
    private final List<CompletionStage<Void>> drains = new ArrayList<>();
    private boolean toldInCall;
    private Optional<Instant> orphanedSince = Optional.empty();

    Invariants(WholeConnector all) {
        this.all = all;
        this.stage = all.stage;
        this.sessions = new Sessions(all);
    }

    /** Who listens has not heard what was told before. */
    void listenAnew() {
        stage.forget();
        told = Told.shown(all);
        toldInCall = stage.manager(CallManager.class).snapshot().state().active();
        progress.clear();
        late = true;
        sessions.missed();
    }

    /** Another process has begun. */
    void begunAnew() {
        sessions.begunAnew();
        orphanedSince = Optional.empty();
    }

    void hold() {
        stage.events().forEach(this::heard);
        stage.forget();
        nobodyAskedWhatMayNotBeAsked();
        everyoneShowsWhatItIs();
        theSessionSaysWhatIsTold();
        noCallIsWithoutAConnection();
        sessions.difference().ifPresent(difference -> require(false, difference));
        noCallComesUpOnceDrained();
    }

    /** Somebody drains the connector. */
    void drained(CompletionStage<Void> drain) {
        drains.add(drain);
    }

    /** Somebody opens it again: what was drained before may be called again. */
    void undrained() {
        drains.clear();
    }

    /** Nothing is expected any more. */
    void atRest() {
        require(stage.manager(CallManager.class).snapshot().state() == CallState.IDLE, "a call is left");
        progress.forEach((call, told) -> require(told.equals("ended"), call + " was last told as " + told));
    }

    private void heard(Event event) {
        told.heard(event);
        if (event instanceof CallEvent.CallStatusChanged status) {
            toldInCall = status.active();
        } else if (event instanceof CallProgressEvent.Before before) {
            follows(before.call(), null, "begun");
        } else if (event instanceof CallProgressEvent.Succeeded succeeded) {
            follows(succeeded.call(), "begun", "succeeded");
        } else if (event instanceof CallProgressEvent.Failed failed) {
            follows(failed.call(), "begun", "failed");
        } else if (event instanceof CallProgressEvent.Finished finished) {
            boolean failed = "failed".equals(progress.get(finished.call()));
            follows(finished.call(), failed ? "failed" : "succeeded", failed ? "ended" : "finished");
        } else if (event instanceof CallProgressEvent.Ended ended) {
            follows(ended.call(), "finished", "ended");
        }
    }

    private void follows(String call, String before, String now) {
        String was = progress.put(call, now);
        require(java.util.Objects.equals(was, before) || late && was == null, call + " is told as " + now + " after " + was);
    }

    private void nobodyAskedWhatMayNotBeAsked() {
        require(all.manners.faults.isEmpty(), String.join(", ", all.manners.faults));
    }

    private void everyoneShowsWhatItIs() {
        List<String> unshown = stage.unshown();
        require(unshown.isEmpty(), "not shown as it is: " + unshown);
    }

    private void theSessionSaysWhatIsTold() {
        SessionSnapshot session = stage.manager(SessionManager.class).snapshot();
        CallSnapshot call = stage.manager(CallManager.class).snapshot();
        require(call.state().active() == toldInCall || call.state() == CallState.DISCONNECTING,
                "a call is " + call.state() + " and was told as " + (toldInCall ? "up" : "not up"));
        require(session.connection().equals(stage.manager(ConnectionManager.class).snapshot()), "the session's connection is stale");
        require(session.incoming().equals(stage.manager(IncomingCallManager.class).snapshot()), "the session's incoming call is stale");
        List<String> differences = told.differences(all, session);
        require(differences.isEmpty(), String.join(", ", differences));
        require(session.autoConnector().equals(stage.manager(AutoConnectorManager.class).snapshot()), "the session's auto connector is stale");
        require(session.callReconnect().equals(stage.manager(CallReconnectManager.class).snapshot()), "the session's redialling is stale");
        require(session.presentation().equals(stage.manager(PresentationManager.class).snapshot()), "the session's presentation is stale");
    }

    private void noCallIsWithoutAConnection() {
        CallSnapshot call = stage.manager(CallManager.class).snapshot();
        boolean orphaned = call.parties().userAgent().filter(agent -> all.sip.agents().stream().noneMatch(each -> each.id().equals(agent)))
                .isPresent();
        orphanedSince = orphaned ? orphanedSince.or(() -> Optional.of(stage.now())) : Optional.empty();
        orphanedSince.ifPresent(since -> require(Duration.between(since, stage.now()).compareTo(FAREWELL) < 0,
                "a call is " + call.state() + " without a connection"));
    }

    private void noCallComesUpOnceDrained() {
        if (drains.stream().anyMatch(drain -> drain.toCompletableFuture().isDone())) {
            require(stage.manager(CallManager.class).snapshot().state() == CallState.IDLE, "a call came up after the connector was drained");
            require(stage.manager(IncomingCallManager.class).snapshot().ringing().isEmpty(), "a call rings after the connector was drained");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
