/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callhistory.CallHistorySnapshot;
import org.sipconnector.api.callhistory.CallOutcome;
import org.sipconnector.api.callhistory.CallQuality;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.api.journal.Journals;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;
import org.sipconnector.testkit.FakeConnectors;

/** Three connectors at rest, {@code desk}, {@code office} and {@code room}, and what else the interface tells of. */
final class RestScene {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private RestScene() {}

    static RestServer in(RestServer server) {
        FakeConnectors connectors = new FakeConnectors();
        connectors.refuse("bad", "org.sipconnector.connector~bad.cfg", "transport: 'SCTP' must be WSS, WS, TLS, TCP or UDP");
        List.of("desk", "office", "room").forEach(id -> atRest(connectors.add(id)));
        return server.with(Connectors.class, connectors).with(Journals.class, journals()).with(UpdateHistory.class, updates())
                .with(ProcessHealth.class, () -> List.of(Problem.of(Problem.Kind.CONFIGURATION, "refused: bad")));
    }

    private static void atRest(FakeConnectors.FakeConnector connector) {
        CallRecord call = new CallRecord("600", false, Optional.of("Weekly"), NOON, Optional.of(NOON.plusSeconds(1)), NOON.plusSeconds(60),
                new CallOutcome(Originator.REMOTE, SipCause.TERMINATED, 0, "Terminated", new CallQuality(60, OptionalDouble.of(0.1),
                        OptionalDouble.empty(), Optional.of(Duration.ofMillis(31)), Optional.empty())));
        connector.answer(SessionManager.class, "snapshot", SessionSnapshot.IDLE)
                .answer(CallManager.class, "snapshot", CallSnapshot.IDLE)
                .answer(SipConnector.class, "snapshot", ConnectorSnapshot.IDLE)
                .answer(SipConnector.class, "disconnect", CompletableFuture.completedFuture(null))
                .answer(SipConnector.class, "drain", new CompletableFuture<Void>())
                .answer(AutoConnectorManager.class, "snapshot", AutoConnectorSnapshot.IDLE)
                .answer(AutoConnectorManager.class, "start", CompletableFuture.completedFuture(
                        new AutoConnectResult(AutoConnectResult.Reason.STARTED, Optional.empty())))
                .answer(SipConnectorFacade.class, "callToServer", CompletableFuture.completedFuture(new PeerId("p")))
                .answer(SipConnectorFacade.class, "manager", (Function<List<Object>, Object>) asked -> connector.manager((Class<?>) asked.get(0)))
                .answer(ServerApiManager.class, "sendDtmf", CompletableFuture.completedFuture(null))
                .answer(IncomingCallManager.class, "snapshot", IncomingCallSnapshot.IDLE)
                .answer(IncomingCallManager.class, "isAvailableIncomingCall", false)
                .answer(StatsManager.class, "snapshot", StatsSnapshot.NONE)
                .answer(CallHistoryManager.class, "snapshot", new CallHistorySnapshot(List.of(call)));
    }

    private static Journals journals() {
        List<JournalEntry> entries = List.of(entry(7, "Connected"), entry(8, "StatisticsCollected"), entry(9, "call"));
        return (Journals) Proxy.newProxyInstance(RestScene.class.getClassLoader(), new Class<?>[] {Journals.class},
                (proxy, method, arguments) -> entries);
    }

    private static JournalEntry entry(long number, String name) {
        return new JournalEntry(number, NOON, JournalEntry.Kind.EVENT, Optional.empty(), name, name + " password=hunter2");
    }

    private static UpdateHistory updates() {
        return (UpdateHistory) Proxy.newProxyInstance(RestScene.class.getClassLoader(), new Class<?>[] {UpdateHistory.class},
                (proxy, method, arguments) -> method.getName().equals("updates")
                        ? List.of(new Update(NOON, "CallManager", "0.1.0", "0.1.1", Update.Way.SIDE_BY_SIDE,
                                new Update.LanePause(3, Duration.ofMillis(2), 0), List.of()))
                        : List.of());
    }
}
