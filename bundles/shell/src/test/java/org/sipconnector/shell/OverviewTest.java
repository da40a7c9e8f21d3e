/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.Connector;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.session.CallPhase;
import org.sipconnector.api.session.SessionCall;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.spi.explanation.Absence;
import org.sipconnector.spi.explanation.NeededManagers;
import org.sipconnector.spi.explanation.Overview;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.testkit.FakeConnectors;

/** What a call is at, as a person would say it. */
class OverviewTest {

    private static String told(CallPhase phase, boolean answering, String number, String room) {
        return Overview.call(new SessionCall(phase, Optional.ofNullable(number), answering, Optional.ofNullable(room), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty()), false);
    }

    @Test
    void aCallThatIsUpIsNotConnectingThoughNoRoomWasTold() {
        FakeConnectors.FakeConnector connector = new FakeConnectors().add("office")
                .answer(SessionManager.class, "snapshot", session(CallPhase.CONNECTING));

        connector.answer(CallManager.class, "snapshot", call(CallState.CONNECTING));
        assertThat(new Overview(connector).call()).isEqualTo("connecting to 1002");
        assertThat(new Overview(connector).status()).isEqualTo("call connecting");

        connector.answer(CallManager.class, "snapshot", call(CallState.IN_CALL));
        assertThat(new Overview(connector).call()).startsWith("in a call to 1002 since ");
        assertThat(new Overview(connector).status()).isEqualTo("call active");
        assertThat(ConnectorJson.of(new Overview(connector)).get("call").toString()).contains("established=true");
    }

    @Test
    void aConnectorIsNotReadyToCallWhileTheSipBundleIsStopped() {
        FakeConnectors.FakeConnector connector = new FakeConnectors().add("office")
                .answer(SessionManager.class, "snapshot", session(CallPhase.IDLE));
        Absence absence = Absence.of(absentSip(), media(MediaHealth.State.READY), List.of());

        assertThat(new Details(connector, null, absence).rows()).contains(
                new Details.Row("status", "SIP is stopped, was ready to call"),
                new Details.Row("SIP", "SipUserAgents is absent since 12:00:00"),
                new Details.Row("connection, kept", "established"));
        assertThat(ConnectorJson.of(new Overview(connector, absence))).containsEntry("status", "sipStopped").containsEntry("registered", false);
    }

    @Test
    void aChangedConfigurationThatWaitsForTheEndOfACallIsTold() {
        FakeConnectors.FakeConnector connector = new FakeConnectors().add("office")
                .answer(SessionManager.class, "snapshot", session(CallPhase.IN_ROOM)).answer(SipConnector.class, "snapshot",
                        new ConnectorSnapshot(false, Optional.empty(), ConnectAndCallPhase.IDLE, Optional.empty(), false, true));

        assertThat(new Details(connector, null).rows()).contains(
                new Details.Row("configuration", "changed; the connection is made with it, and its account tried, when the call is over"));
    }

    @Test
    void noSipBundleIsAtWorkWhereItCannotBeAsked() {
        assertThat(Absence.ofSip(absentSip())).contains("SipUserAgents is absent since 12:00:00");
        assertThat(Absence.ofSip(null)).contains("the SIP bundle is not at work");
        assertThat(Absence.ofSip(Answers.of(SipUserAgents.class, Map.of()))).isEmpty();
    }

    @Test
    void aConnectorIsNotReadyToCallWhileWhatCallsNeedIsStopped() {
        FakeConnectors connectors = new FakeConnectors();
        FakeConnectors.FakeConnector connector = connectors.add("office").answer(SessionManager.class, "snapshot", session(CallPhase.IDLE));
        MediaEngine stopped = absent(MediaEngine.class, "MediaEngine is absent");
        MediaEngine ready = media(MediaHealth.State.READY);

        assertThat(status(connectors, ready, List.of())).isEqualTo("ready to call");
        assertThat(status(connectors, stopped, List.of())).isEqualTo("media is stopped, was ready to call");
        assertThat(status(connectors, null, List.of())).isEqualTo("media is stopped, was ready to call");
        assertThat(status(connectors, ready, List.of("CallManager"))).isEqualTo("CallManager is stopped, was ready to call");
        assertThat(status(connectors, stopped, List.of("StatsManager")))
                .isEqualTo("media is stopped, StatsManager is stopped, was ready to call");
        assertThat(status(connectors, media(MediaHealth.State.UNAVAILABLE), List.of()))
                .isEqualTo("media is unavailable, otherwise ready to call");
        assertThat(ConnectorJson.of(new Overview(connector, absence(ready, List.of("CallManager")))))
                .containsEntry("status", "callManagerStopped");
        assertThat(new Overview(connector, absence(media(MediaHealth.State.UNAVAILABLE), List.of())).systemStatus())
                .isEqualTo("mediaUnavailable");
    }

    @Test
    void aManagerThatCallsNeedIsStoppedThoughNoConnectorWaitsForItYet() {
        SipUserAgents sip = Answers.of(SipUserAgents.class, Map.of());

        assertThat(Absence.of(sip, media(MediaHealth.State.READY), NeededManagers.absentForCalls(List.of("StatsManager"), List.of())).parts())
                .extracting(Absence.Part::name).contains("CallManager", "SipConnector").doesNotContain("StatsManager", "PresentationManager");
    }

    @Test
    void aConnectorDisconnectedByCommandSaysSoWhateverWasLostBefore() {
        SessionSnapshot idle = SessionSnapshot.IDLE;
        ConnectionSnapshot lost = new ConnectionSnapshot(ConnectionState.DISCONNECTED,
                new UserAgentStatus(Optional.empty(), false, false), Optional.empty(), Optional.empty(), Set.of(), Optional.of("connection closed"));
        Connector lobby = new FakeConnectors().add("lobby", onStart -> onStart.connectOnStart(true))
                .answer(AutoConnectorManager.class, "snapshot", AutoConnectorSnapshot.IDLE)
                .answer(SessionManager.class, "snapshot", new SessionSnapshot(1, lost, idle.call(), idle.incoming(), idle.presentation(),
                        idle.autoConnector(), idle.callReconnect(), idle.role()));

        assertThat(new Details(lobby, null).trouble()).contains("disconnected by command");
        assertThat(new Details(lobby, null).rows()).extracting(Details.Row::value)
                .anyMatch(value -> value.endsWith("by command, sip:connect lobby connects it"))
                .noneMatch(value -> value.contains("connection closed"));
    }

    private static String status(FakeConnectors connectors, MediaEngine media, List<String> parked) {
        return new Overview(connectors.all().iterator().next(), absence(media, parked)).status();
    }

    private static Absence absence(MediaEngine media, List<String> parked) {
        return Absence.of(Answers.of(SipUserAgents.class, Map.of()), media, NeededManagers.absentForCalls(null, parked));
    }

    private static MediaEngine media(MediaHealth.State state) {
        return Answers.of(MediaEngine.class, Map.of("health", new MediaHealth(state, "")));
    }

    private static SipUserAgents absentSip() {
        return absent(SipUserAgents.class, "SipUserAgents is absent since 12:00:00");
    }

    private static <T> T absent(Class<T> foundation, String message) {
        return foundation.cast(Proxy.newProxyInstance(foundation.getClassLoader(), new Class<?>[] {foundation}, (proxy, method, arguments) -> {
            throw new SipConnectorException(message);
        }));
    }

    private static SessionSnapshot session(CallPhase phase) {
        SessionSnapshot idle = SessionSnapshot.IDLE;
        ConnectionSnapshot established = new ConnectionSnapshot(ConnectionState.ESTABLISHED, new UserAgentStatus(Optional.empty(), true,
                false), Optional.empty(), Optional.empty(), Set.of(), Optional.empty());
        return new SessionSnapshot(1, established, new SessionCall(phase, Optional.of("1002"), false, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty()), idle.incoming(), idle.presentation(), idle.autoConnector(),
                idle.callReconnect(), idle.role());
    }

    private static CallSnapshot call(CallState state) {
        CallSnapshot idle = CallSnapshot.IDLE;
        return new CallSnapshot(new CallStatus(state, true, Optional.of(Instant.EPOCH), Optional.empty()), CallParties.calling("1002",
                Optional.empty()), CallMedia.NONE);
    }

    @Test
    void aCallThatWaitsForItsRoomSaysSo() {
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, false, "600", "600")).isEqualTo("waiting to be let into room 600");
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, false, "600", null)).isEqualTo("waiting to be let into room 600");
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, false, "600", "Weekly")).isEqualTo("waiting to be let into room Weekly, call to 600");
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, true, "600", "600")).isEqualTo("waiting to be let into room 600, call from 600");
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, false, null, null)).isEqualTo("waiting to be let in");
        assertThat(told(CallPhase.PURGATORY, false, "600", "purgatory")).isEqualTo("in the waiting room, call to 600");
    }

    @ParameterizedTest
    @EnumSource(CallPhase.class)
    void noPhaseIsToldInTheWordsOfPrograms(CallPhase phase) {
        assertThat(told(phase, false, "600", "600")).doesNotContain("auth", "purgatory", "p2p", ":").contains("600");
    }
}
