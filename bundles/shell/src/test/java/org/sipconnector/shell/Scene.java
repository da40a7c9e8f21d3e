/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callhistory.CallHistorySnapshot;
import org.sipconnector.api.callhistory.CallOutcome;
import org.sipconnector.api.callhistory.CallQuality;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.api.journal.Journals;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.session.CallPhase;
import org.sipconnector.api.session.SessionCall;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.ClusterNode;
import org.sipconnector.spi.cluster.SharedConnector;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.spi.metrics.MetricsText;
import org.sipconnector.spi.sip.SipTraces;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.Hibernation;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.testkit.FakeConnectors;

/**
 * A server as an operator finds it: one connector in a call, one at rest, one that cannot connect, one where a call rings after
 * its standing call was hung up, one refused file.
 */
final class Scene {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private static final CallSnapshot IN_CALL = inCall(MutedMedia.NONE);

    private static final CallHistorySnapshot HISTORY = new CallHistorySnapshot(List.of(
            new CallRecord("600", false, Optional.of("Weekly meeting"), NOON, Optional.of(NOON.plusMillis(840)), NOON.plusSeconds(3_723),
                    new CallOutcome(Originator.REMOTE, SipCause.TERMINATED, 0, "Terminated", new CallQuality(3_700, OptionalDouble.of(0.0123),
                            OptionalDouble.of(0.2), Optional.of(Duration.ofMillis(31)), Optional.of(Duration.ofMillis(4))))),
            new CallRecord("1002", true, Optional.empty(), NOON, Optional.empty(), NOON.plusSeconds(7),
                    new CallOutcome(Originator.REMOTE, SipCause.CANCELED, 0, "not answered", CallQuality.UNKNOWN)),
            new CallRecord("700", false, Optional.empty(), NOON, Optional.empty(), NOON.plusSeconds(1),
                    new CallOutcome(Originator.REMOTE, SipCause.BUSY, 486, "Busy Here", CallQuality.UNKNOWN))));

    private static final List<String> MANAGERS = List.of("AutoConnectorManager", "CallHistoryManager", "CallManager", "CallReconnectManager",
            "ConferenceStateManager", "ConnectionManager", "ConnectionQueueManager", "IncomingCallManager", "PresentationManager",
            "ServerApiManager", "SessionManager", "SipConnector", "SipConnectorFacade", "StatsManager", "StreamHealthManager",
            "VideoSendingBalancerManager");

    private Scene() {}

    static Object[] services(Path exports) {
        return new Object[] {connectors(), new ExportDirectory(exports), ExportDirectory.SCHEMA, journals(), updater(), history(), media(), traces(),
                configurations(), store(), cluster(), Answers.of(SipUserAgents.class, Map.of("refused", 0L, "shortages", List.of())),
                (MetricsText) () -> "# TYPE sip_connector_registered_connectors gauge\nsip_connector_registered_connectors 3.0\n",
                Answers.of(Hibernation.class, Map.of("problem", Optional.empty(), "keeps", true, "isPrepared", false)),
                (ProcessHealth) () -> List.of(
                        Problem.of(Problem.Kind.CONFIGURATION,
                                "refused: org.sipconnector.connector~bad.cfg: transport: 'SCTP' is not one of WSS, WS, TLS, TCP, UDP"))};
    }

    private static CallSnapshot inCall(MutedMedia muted) {
        return inCall("600", muted);
    }

    private static CallSnapshot inCall(String number, MutedMedia muted) {
        return new CallSnapshot(new CallStatus(CallState.IN_CALL, true, Optional.of(NOON), Optional.empty()), CallParties.calling(number,
                Optional.empty()), CallMedia.muted(muted));
    }

    private static FakeConnectors connectors() {
        FakeConnectors connectors = new FakeConnectors();
        connectors.refuse("bad", "org.sipconnector.connector~bad.cfg", "transport: 'SCTP' is not one of WSS, WS, TLS, TCP, UDP");
        SessionCall call = new SessionCall(CallPhase.IN_ROOM, Optional.of("600"), false, Optional.of("Weekly meeting \u001b[31m"),
                Optional.of("Office"), Optional.of("600"), Optional.empty(), Optional.of(NOON));
        with(connectors.add("demo"), session(established(), call));
        SessionSnapshot ringing = ringing(session(established(), SessionCall.IDLE));
        with(connectors.add("desk", desk -> desk.call(new CallDefaults(Optional.empty(), Optional.empty(), true, Optional.of("600")))), ringing)
                .answer(CallManager.class, "snapshot", overWith(new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "BYE", List.of())))
                .answer(SipConnector.class, "snapshot",
                        new ConnectorSnapshot(false, Optional.empty(), ConnectAndCallPhase.IDLE, Optional.empty(), true, false));
        with(connectors.add("office"), session(established(), SessionCall.IDLE));
        with(connectors.add("warehouse"), session(new ConnectionSnapshot(ConnectionState.DISCONNECTED, UserAgentStatus.NONE,
                Optional.empty(), Optional.empty(), Set.of(), Optional.of("403 Forbidden")), SessionCall.IDLE))
                .answer(AutoConnectorManager.class, "start", done(new AutoConnectResult(
                        AutoConnectResult.Reason.STOP_ATTEMPTS_BY_ERROR, Optional.of(new IllegalStateException("403 Forbidden")))));
        return connectors;
    }

    private static FakeConnectors.FakeConnector with(FakeConnectors.FakeConnector connector, SessionSnapshot session) {
        boolean inCall = session.call().phase() != CallPhase.IDLE;
        return connector.answer(SessionManager.class, "snapshot", session)
                .answer(CallManager.class, "snapshot", inCall ? IN_CALL : CallSnapshot.IDLE)
                .answer(SipConnector.class, "snapshot", ConnectorSnapshot.IDLE)
                .answer(SipConnector.class, "disconnect", done(null))
                .answer(AutoConnectorManager.class, "snapshot", session.autoConnector())
                .answer(AutoConnectorManager.class, "start", done(new AutoConnectResult(
                        AutoConnectResult.Reason.STARTED, Optional.empty())))
                .answer(AutoConnectorManager.class, "stop", done(null))
                .answer(AutoConnectorManager.class, "restart", done(null))
                .answer(SipConnectorFacade.class, "callToServer", (Supplier<?>) () -> {
                    if (inCall) {
                        return CompletableFuture.failedFuture(new IllegalStateException("a call is in progress already"));
                    }
                    connector.answer(SessionManager.class, "snapshot", session(established(), calling("600", false)))
                            .answer(CallManager.class, "snapshot", IN_CALL);
                    return done(new PeerId("p"));
                })
                .answer(SipConnectorFacade.class, "answerToIncomingCall", (Supplier<?>) () -> {
                    connector.answer(SessionManager.class, "snapshot", session(established(), calling("1002", true)))
                            .answer(CallManager.class, "snapshot", inCall("1002", MutedMedia.NONE))
                            .answer(IncomingCallManager.class, "isAvailableIncomingCall", false);
                    return done(new PeerId("p"));
                })
                .answer(SipConnectorFacade.class, "hangUp", (Supplier<?>) () -> {
                    connector.answer(SessionManager.class, "snapshot", session(established(), SessionCall.IDLE))
                            .answer(CallManager.class, "snapshot", CallSnapshot.IDLE);
                    return done(null);
                })
                .answer(IncomingCallManager.class, "isAvailableIncomingCall", !session.incoming().ringing().isEmpty())
                .answer(SipConnectorFacade.class, "sendDtmf", done(null))
                .answer(SipConnectorFacade.class, "mute", (Supplier<?>) () -> muted(connector, MutedMedia.here(MediaKind.AUDIO)))
                .answer(SipConnectorFacade.class, "unmute", (Supplier<?>) () -> muted(connector, MutedMedia.NONE))
                .answer(SipConnectorFacade.class, "startPresentation", done(
                        new LocalTrack("presentation", MediaKind.VIDEO, "pattern:1280x720@5")))
                .answer(CallHistoryManager.class, "snapshot", inCall ? HISTORY : CallHistorySnapshot.EMPTY)
                .answer(PresentationManager.class, "stopPresentation", done(Optional.empty()))
                .answer(IncomingCallManager.class, "decline", done(null));
    }

    private static CompletableFuture<MutedMedia> muted(FakeConnectors.FakeConnector connector, MutedMedia muted) {
        connector.answer(CallManager.class, "snapshot", inCall(muted));
        return done(muted);
    }

    private static SessionSnapshot ringing(SessionSnapshot idle) {
        RemoteCaller caller = new RemoteCaller(Optional.empty(), "example.org", "1002");
        IncomingCallSnapshot incoming = new IncomingCallSnapshot(IncomingCallState.RINGING, Optional.of(caller), Optional.empty(),
                List.of(new RingingCall(new DialogId("d"), caller)), Set.of());
        return new SessionSnapshot(1, idle.connection(), idle.call(), incoming, idle.presentation(), idle.autoConnector(),
                idle.callReconnect(), idle.role());
    }

    /** A call manager at rest, after a call that ended so. */
    private static CallSnapshot overWith(SipFailure end) {
        CallSnapshot idle = CallSnapshot.IDLE;
        return new CallSnapshot(new CallStatus(idle.state(), false, Optional.empty(), Optional.of(end)), CallParties.NONE, CallMedia.NONE);
    }

    private static SessionCall calling(String number, boolean answering) {
        return new SessionCall(CallPhase.IN_ROOM, Optional.of(number), answering, Optional.of(number), Optional.of("Office"),
                Optional.of(number), Optional.empty(), Optional.of(NOON));
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static ConnectionSnapshot established() {
        return new ConnectionSnapshot(ConnectionState.ESTABLISHED, new UserAgentStatus(Optional.empty(), true, true), Optional.empty(),
                Optional.empty(), Set.of(), Optional.of("1006 connection lost"));
    }

    private static SessionSnapshot session(ConnectionSnapshot connection, SessionCall call) {
        SessionSnapshot idle = SessionSnapshot.IDLE;
        return new SessionSnapshot(1, connection, call, idle.incoming(), idle.presentation(), idle.autoConnector(),
                idle.callReconnect(), idle.role());
    }

    private static Journals journals() {
        JournalEntry started = new JournalEntry(7, NOON, JournalEntry.Kind.REQUEST, Optional.of("CallManager"), "startCall",
                "CallManager.startCall(CallParameters[number=600])");
        JournalEntry told = new JournalEntry(8, NOON.plusMillis(3), JournalEntry.Kind.PUBLISHED, Optional.of("CallManager"),
                "call:start-call", "StartCall[number=600, answering=false, headers=[]]");
        JournalEntry command = new JournalEntry(9, NOON.plusMillis(3), JournalEntry.Kind.COMMAND, Optional.of("CallManager"),
                "MediaEngine.createOffer", "MediaEngine.createOffer(PeerId[value=p1])");
        return Answers.of(Journals.class, Map.of("entries", List.of(started, told, command)));
    }

    private static Updater updater() {
        return Answers.of(Updater.class, Map.of("managers", MANAGERS,
                "update", new Updater.Report(true, "CallManager 0.1.1 is at work on 3 connectors, longest gap 0.8 ms", List.of()),
                "rollback", new Updater.Report(false, "no former version of StatsManager is installed: sip:update brings any"
                        + " version by its URL", List.of())));
    }

    private static UpdateHistory history() {
        return Answers.of(UpdateHistory.class, Map.of("updates", List.of(new Update(NOON, "CallManager", "0.1.0", "0.1.1",
                Update.Way.SIDE_BY_SIDE, new Update.LanePause(3, Duration.ofNanos(840_123), 2), List.of())), "missing", List.of(), "lingering",
                List.of()));
    }

    private static MediaEngine media() {
        return Answers.of(MediaEngine.class, Map.of("health", new MediaHealth(MediaHealth.State.READY, ""),
                "statistics", new MediaStatistics(1, 2, 0, 4, 3, 480_000), "flow", Optional.empty()));
    }

    private static StateStore store() {
        return Answers.of(StateStore.class, Map.of("owner", Optional.empty(), "entries", List.of(new StateStore.Entry("demo", NOON, 18_204),
                new StateStore.Entry("office", NOON, 9_310))));
    }

    private static Cluster cluster() {
        SharedConnector demo = new SharedConnector(new ConnectorId("demo"), Optional.of("left"), Optional.of("left"), 1, Optional.empty(),
                Set.of("left", "right"), false);
        SharedConnector office = new SharedConnector(new ConnectorId("office"), Optional.of("right"), Optional.of("left"), 12, Optional.of("right"),
                Set.of("left", "right"), true);
        return Answers.of(Cluster.class,
                Map.of("self", "left", "engine", "ZooKeeper at zk1:2181,zk2:2181,zk3:2181/sip-connector", "problem", Optional.empty(), "owner",
                        Optional.empty(),
                        "nodes", List.of(new ClusterNode("left", new ClusterNode.Presence(true, false, true, Duration.ofSeconds(1)), false,
                                new ClusterNode.Load(2, 2, 100_000, Optional.empty()), "0.1.0"),
                                new ClusterNode("old", new ClusterNode.Presence(false, false, false, Duration.ofSeconds(4_000)), false,
                                        new ClusterNode.Load(0, 0, 0, Optional.empty()), "0.1.0"),
                                new ClusterNode("right", new ClusterNode.Presence(true, false, false, Duration.ofSeconds(1)), true,
                                        new ClusterNode.Load(0, 2, 100_000, Optional.empty()), "0.1.0")),
                        "connectors", List.of(demo, office)));
    }

    private static SipTraces traces() {
        return Answers.of(SipTraces.class, Map.of("stopTrace", true, "traced", Optional.empty()));
    }

    private static ConfigurationAdmin configurations() {
        Dictionary<String, Object> properties = new Hashtable<>();
        return Answers.of(ConfigurationAdmin.class, Map.of("getConfiguration",
                Answers.of(Configuration.class, Map.of("getProperties", properties))));
    }
}
