/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorConfigurationBuilder;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.autoconnector.AutoConnectStop;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.ConnectAttempts;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.update.LingeringCode;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.Problem.Kind;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.Hibernation;
import org.sipconnector.testkit.FakeConnectors;

class HealthTest {

    private static final List<String> ALL_BUT_CONNECTION = List.of("ConnectionQueueManager", "AutoConnectorManager", "CallManager",
            "CallHistoryManager", "IncomingCallManager", "SipConnector", "SipConnectorFacade", "SessionManager", "ConferenceStateManager",
            "ServerApiManager", "PresentationManager", "CallReconnectManager", "StatsManager", "StreamHealthManager",
            "VideoSendingBalancerManager");
    private static final List<String> ALL_MANAGERS = Stream.concat(Stream.of("ConnectionManager"), ALL_BUT_CONNECTION.stream()).toList();

    private final FakeConnectors connectors = new FakeConnectors();

    @Test
    void allIsWellWithAReadyEngineAndARegisteredConnector() {
        connector(ConnectionState.ESTABLISHED, true, Optional.empty());

        assertThat(problems(ready())).isEmpty();
    }

    @Test
    void anEngineThatIsNotReadySaysWhyAndWhatMendsIt() {
        assertThat(problems(engine(new MediaHealth(MediaHealth.State.UNAVAILABLE, "libpulse.so.0 is missing: apt-get install libpulse0"))))
                .containsExactly("media: UNAVAILABLE: libpulse.so.0 is missing: apt-get install libpulse0");
    }

    @Test
    void anEngineThatIsBeingReplacedIsAProblemAndNoFailure() {
        assertThat(problems(absent(MediaEngine.class))).containsExactly("media: MediaEngine is absent");
    }

    @Test
    void aPartThatIsBeingReplacedHidesNothingElse() {
        SipUserAgents sip = absent(SipUserAgents.class);
        connectors.refuse("bad", "org.sipconnector.connector~bad.cfg", "server: is required");

        assertThat(lines(new Health(connectors, ready(), sip, absent(UpdateHistory.class), null, null, absent(Hibernation.class))))
                .containsExactly("refused: org.sipconnector.connector~bad.cfg: server: is required");
    }

    @Test
    void aConnectorThatIsClosedMeanwhileIsNoProblemAndHidesNoOther() {
        connectors.add("closed");
        connector("closing", closing -> {}, ConnectionState.ESTABLISHED, true, Optional.empty()).answer(SessionManager.class, "snapshot",
                (Supplier<?>) () -> {
                    throw new SipConnectorException("closing is closed");
                });
        connectors.add("bare");
        Connectors closingNow = (Connectors) Proxy.newProxyInstance(Connectors.class.getClassLoader(), new Class<?>[] {Connectors.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "all" -> connectors.all();
                    case "find" -> connectors.find((ConnectorId) arguments[0]).filter(found -> found.id().value().equals("bare"));
                    default -> List.of();
                });

        assertThat(lines(new Health(closingNow, ready(), null, null, null, null, null)))
                .containsExactly("bare: its managers are not installed");
    }

    @Test
    void aManagerThatGoesWhileItIsAskedIsAProblemOfItsConnector() {
        connector("office", office -> {}, ConnectionState.ESTABLISHED, true, Optional.empty()).answer(SessionManager.class, "snapshot",
                (Supplier<?>) () -> {
                    throw new SipConnectorException("SessionManager is absent");
                });

        assertThat(problems(ready())).containsExactly("office: SessionManager is absent");
    }

    @Test
    void aConnectorThatIsToBeConnectedAndIsNotIsAProblemWithItsReason() {
        connector(ConnectionState.DISCONNECTED, false, Optional.of("403 Forbidden"));

        assertThat(problems(ready())).containsExactly("demo: not connected: 403 Forbidden; check server, transport, "
                + "tls.trust and account in its file, and that the server runs");
    }

    @Test
    void aReasonThatNamesTheKeyToCorrectIsTheWholeAdvice() {
        connector(ConnectionState.DISCONNECTED, false, Optional.of("server h shows a certificate of another name: set `server` to it"));

        assertThat(problems(ready())).containsExactly("demo: not connected: server h shows a certificate of another name: set `server` to it");
    }

    @Test
    void aConnectorThatLostItsRegistrationIsAProblem() {
        connector(ConnectionState.ESTABLISHED, false, Optional.of("503 Service Unavailable"));

        assertThat(problems(ready())).containsExactly("demo: not registered: 503 Service Unavailable; correct user, "
                + "password and domain in its file, or ask who runs the server");
    }

    @Test
    void aConnectorThatTakesNoCallsIsAProblem() {
        connector(ConnectionState.ESTABLISHED, true, Optional.empty()).answer(SipConnector.class, "snapshot",
                new ConnectorSnapshot(true, Optional.empty(), ConnectAndCallPhase.IDLE, Optional.empty(), false, false));

        assertThat(problems(ready())).containsExactly("demo: drained: takes no new calls until sip:undrain demo");
    }

    @Test
    void aConnectorAtRestThatTakesNoCallsIsAProblem() {
        connectors.add("office").answer(SessionManager.class, "snapshot", SessionSnapshot.IDLE).answer(SipConnector.class, "snapshot",
                new ConnectorSnapshot(true, Optional.empty(), ConnectAndCallPhase.IDLE, Optional.empty(), false, false));

        assertThat(problems(ready())).containsExactly("office: drained: takes no new calls until sip:undrain office");
    }

    @Test
    void aConnectorThatHasGivenUpSaysHowItBeginsAgain() {
        connector(ConnectionState.DISCONNECTED, false, Optional.of("403 Forbidden")).answer(AutoConnectorManager.class, "snapshot",
                new AutoConnectorSnapshot(AutoConnectorState.ERROR_TERMINAL, ConnectAttempts.inProgress(1)));

        assertThat(problems(ready())).singleElement().asString().endsWith("it has given up: correct its file, or sip:connect demo");
    }

    @Test
    void eachProblemHasItsKind() {
        connectors.refuse("bad", "org.sipconnector.connector~bad.cfg", "server: is required");
        connector("a", a -> {}, ConnectionState.DISCONNECTED, false, Optional.empty());
        connector("b", b -> {}, ConnectionState.ESTABLISHED, false, Optional.empty());
        connector("c", c -> {}, ConnectionState.ESTABLISHED, true, Optional.empty()).answer(SipConnector.class, "snapshot",
                new ConnectorSnapshot(true, Optional.empty(), ConnectAndCallPhase.IDLE, Optional.empty(), false, false));
        connectors.add("d");
        SipUserAgents sip = (SipUserAgents) Proxy.newProxyInstance(SipUserAgents.class.getClassLoader(), new Class<?>[] {SipUserAgents.class},
                (proxy, method, arguments) -> List.of("2 file descriptors are left"));
        Hibernation hibernation = answering(Hibernation.class, Optional.of("the disk is full"));

        List<Problem> problems = new Health(connectors, null, sip, missing("CallManager"), ALL_MANAGERS, null, hibernation)
                .problems();

        assertThat(problems).extracting(Problem::kind).containsExactly(Kind.MEDIA, Kind.MANAGER, Kind.SHORTAGE, Kind.STORE, Kind.CONFIGURATION,
                Kind.CONNECTION, Kind.REGISTRATION, Kind.DRAINED, Kind.MANAGER);
        assertThat(problems).filteredOn(problem -> problem.connector().isPresent()).extracting(problem -> problem.connector().get().value())
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void withoutAKernelNoConnectorWorks() {
        assertThat(lines(new Health(null, ready(), null, null, null, null, null)))
                .containsExactly("the kernel is not at work: no connector works");
    }

    @Test
    void theFirstAttemptIsNoAlarmAndNoPromise() {
        connector(ConnectionState.CONNECTING, false, Optional.empty()).answer(AutoConnectorManager.class, "snapshot",
                new AutoConnectorSnapshot(AutoConnectorState.ATTEMPTING_CONNECT, ConnectAttempts.inProgress(1)));

        assertThat(problems(ready())).containsExactly("demo: not connected yet: the first attempt is under way, ask again in some seconds");
    }

    @Test
    void aConnectorDisconnectedByCommandSaysSoWhateverWasLostBefore() {
        for (ConnectionState state : List.of(ConnectionState.DISCONNECTED, ConnectionState.IDLE)) {
            connector("lobby", lobbyOnStart -> lobbyOnStart.connectOnStart(true), state, false, Optional.of("connection closed"))
                    .answer(AutoConnectorManager.class, "snapshot", AutoConnectorSnapshot.IDLE);

            assertThat(problems(ready())).last()
                    .isEqualTo("lobby: not connected: it was disconnected by command; sip:connect lobby connects it");
        }
    }

    @Test
    void aConnectorThatWaitsForTheNetworkIsNotSaidToBeDisconnectedByCommand() {
        connector("lobby", lobby -> lobby.connectOnStart(true), ConnectionState.DISCONNECTED, false, Optional.of("connection closed"))
                .answer(AutoConnectorManager.class, "snapshot", new AutoConnectorSnapshot(AutoConnectorState.IDLE,
                        new ConnectAttempts(false, 1, Optional.of(AutoConnectStop.OFFLINE), Optional.empty())));

        assertThat(problems(ready())).singleElement().asString().startsWith("lobby: not connected: connection closed; ");
    }

    @Test
    void missingCodeAndRefusedConfigurationsAreNamed() {
        connectors.refuse("bad", "org.sipconnector.connector~bad.cfg", "server: is required");

        assertThat(problems(ready(), missing("CallManager"), null)).containsExactly(
                "CallManager is not at work, calls can be neither made nor received, and connectors' messages wait: start the bundle "
                        + "org.sipconnector.call, or see why it does not start",
                "refused: org.sipconnector.connector~bad.cfg: server: is required");
    }

    @Test
    void aManagerThatIsNotAtWorkIsNamedWithWhatCannotBeDone() {
        List<String> atWork = ALL_MANAGERS.stream().filter(manager -> !Set.of("CallManager", "IncomingCallManager").contains(manager)).toList();

        assertThat(problems(ready(), null, atWork)).containsExactly(
                "CallManager is not at work, calls can be neither made nor received: start the bundle org.sipconnector.call, or see "
                        + "why it does not start",
                "IncomingCallManager is not at work, calls cannot be received: start the bundle org.sipconnector.incoming-call, or "
                        + "see why it does not start");
    }

    @Test
    void aManagerThatConnectorsWaitForIsNamedOnceWithWhatCannotBeDone() {
        for (List<String> atWork : List.of(ALL_MANAGERS, ALL_BUT_CONNECTION)) {
            assertThat(problems(ready(), missing("ConnectionManager", "ForeignManager"), atWork))
                    .containsExactly(
                            "ConnectionManager is not at work, no connector can connect, and connectors' messages wait: start the bundle "
                                    + "org.sipconnector.connection, or see why it does not start",
                            "ForeignManager is not at work, what it does cannot be done, and connectors' messages wait: start the bundle that "
                                    + "brings it, or see why it does not start");
        }
    }

    @Test
    void formerCodeThatIsHeldIsNamedWithItsHolder() {
        Instant replaced = Instant.parse("2026-01-02T03:04:05.678Z");
        UpdateHistory history = history(List.of(), List.of(
                new LingeringCode("org.sipconnector.stats", "1.0.0", 42, replaced, List.of("thread 'pool-1'", "bundle other")),
                new LingeringCode("org.sipconnector.media", "1.0.0", 43, replaced, List.of())));

        assertThat(problems(ready(), history, null)).containsExactly(
                "update: the former code of org.sipconnector.stats 1.0.0 (bundle 42, replaced 2026-01-02T03:04:05Z) is still in "
                        + "memory, held by thread 'pool-1'; bundle other",
                "update: the former code of org.sipconnector.media 1.0.0 (bundle 43, replaced 2026-01-02T03:04:05Z) is still in "
                        + "memory, held by nobody we know: a heap dump tells");
    }

    private List<String> problems(MediaEngine media) {
        return problems(media, null, null);
    }

    private List<String> problems(MediaEngine media, UpdateHistory history, List<String> managers) {
        return lines(new Health(connectors, media, null, history, managers, null, null));
    }

    private static List<String> lines(Health health) {
        return health.problems().stream().map(Problem::line).toList();
    }

    private FakeConnectors.FakeConnector connector(ConnectionState state, boolean registered, Optional<String> error) {
        return connector("demo", demo -> {}, state, registered, error);
    }

    private FakeConnectors.FakeConnector connector(String id, Consumer<ConnectorConfigurationBuilder> more, ConnectionState state,
            boolean registered, Optional<String> error) {
        ConnectionSnapshot connection = new ConnectionSnapshot(state, new UserAgentStatus(Optional.empty(), registered, registered),
                Optional.empty(), Optional.empty(), Set.of(), error);
        SessionSnapshot idle = SessionSnapshot.IDLE;
        return connectors.add(id, more)
                .answer(AutoConnectorManager.class, "snapshot", new AutoConnectorSnapshot(AutoConnectorState.CONNECTED_MONITORING,
                        ConnectAttempts.inProgress(1)))
                .answer(SessionManager.class, "snapshot", new SessionSnapshot(1, connection, idle.call(), idle.incoming(),
                        idle.presentation(), idle.autoConnector(), idle.callReconnect(), idle.role()));
    }

    private static MediaEngine ready() {
        return engine(new MediaHealth(MediaHealth.State.READY, ""));
    }

    private static MediaEngine engine(MediaHealth health) {
        return answering(MediaEngine.class, health);
    }

    private static UpdateHistory missing(String... names) {
        return history(List.of(names), List.of());
    }

    private static UpdateHistory history(List<String> missing, List<LingeringCode> lingering) {
        return (UpdateHistory) Proxy.newProxyInstance(UpdateHistory.class.getClassLoader(), new Class<?>[] {UpdateHistory.class},
                (proxy, method, arguments) -> method.getName().equals("lingering") ? lingering : missing);
    }

    private static <T> T absent(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            throw new SipConnectorException(type.getSimpleName() + " is absent");
        }));
    }

    private static <T> T answering(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer));
    }
}
