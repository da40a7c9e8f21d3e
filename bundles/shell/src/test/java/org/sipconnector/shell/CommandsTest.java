/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.RedialAttempts;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.api.journal.Journals;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.Hibernation;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.testkit.FakeConnectors;

class CommandsTest {

    private final FakeConnectors connectors = new FakeConnectors();

    @Test
    void theListShowsEachConnectorAndThatAConfigurationWasRefused() throws Exception {
        ready("demo");
        connectors.refuse("bad", "org.sipconnector.connector~bad.cfg", "port: '99999' is not a port");
        ConnectorsCommand command = new ConnectorsCommand();
        command.connectors = connectors;
        command.sip = Answers.of(SipUserAgents.class, Map.of("shortages", List.of()));

        assertThat(printedBy(command::execute)).contains("demo", "1001@sip.example.org", "ready to call")
                .contains("1 configuration is refused: sip:status says why");
    }

    @Test
    void aRefusedFileIsShownALineForEachKeyAndWithoutAllKeysThereAre() throws Exception {
        connectors.refuse("bad", "bad.cfg",
                "port: 'x' must be a number; call.room: 'a b' must be a name; colour: is no known key; known are port, call.room");
        StatusCommand command = new StatusCommand();
        command.connectors = connectors;
        command.sip = Answers.of(SipUserAgents.class, Map.of("shortages", List.of()));

        assertThat(printedBy(command::execute).lines()).contains("refused: bad.cfg: port: 'x' must be a number",
                "refused: bad.cfg: call.room: 'a b' must be a name",
                "refused: bad.cfg: colour: is no known key; sip:check of the file names those");
    }

    @Test
    void aConnectorWithoutManagersIsShownAllTheSame() throws Exception {
        connectors.add("bare");
        StatusCommand command = new StatusCommand();
        command.connectors = connectors;

        assertThat(printedBy(command::execute)).contains("bare", "its managers are not installed");
    }

    @Test
    void whatConcernsAllConnectorsIsToldOfEach() throws Exception {
        StatusCommand command = new StatusCommand();
        command.connectors = connectors;
        command.health = () -> List.of(Problem.of(Problem.Kind.STORE, "the disk is full"),
                Problem.of(Problem.Kind.CONNECTION, ConnectorId.of("demo"), "not connected"));

        assertThat(printedBy(command::execute).lines()).contains("the disk is full").noneMatch(line -> line.contains("not connected"));
    }

    @Test
    void withoutTheBundleThatTellsWhatIsWrongNobodyIsSaidToBeHealthy() {
        HealthCommand command = new HealthCommand();
        command.connectors = connectors;

        assertThatThrownBy(() -> printedBy(command::execute)).hasMessage("1 problem");
    }

    @Test
    void whoStopsTheContainerReadsThatConnectorsAreKept() throws Exception {
        HealthCommand health = new HealthCommand();
        health.connectors = connectors;
        health.health = List::of;
        StoreCommand store = new StoreCommand();
        store.store = Answers.of(StateStore.class, Map.of("owner", Optional.empty(), "entries", List.of()));
        for (boolean prepared : new boolean[] {true, false}) {
            health.hibernation = Answers.of(Hibernation.class, Map.of("isPrepared", prepared));
            store.hibernation = health.hibernation;

            assertThat(printedBy(health::execute).contains("sip:hibernate --cancel")).isEqualTo(prepared);
            assertThat(printedBy(store::execute).contains("sip:hibernate --cancel")).isEqualTo(prepared);
        }
    }

    @Test
    void aProcessThatWaitsSaysWhoHasTheConnectorsThatAreKept() {
        StoreCommand command = new StoreCommand();
        command.store = Answers.of(StateStore.class, Map.of("owner", Optional.of("another process (pid 7) goes on with the connectors")));

        assertThatThrownBy(() -> printedBy(command::execute)).hasMessageContaining("pid 7");
    }

    @Test
    void readingsOfStatisticsLeaveRoomForTheRestOfTheJournal() throws Exception {
        connectors.add("demo");
        JournalCommand command = new JournalCommand();
        command.connectors = connectors;
        command.id = "demo";
        command.count = 1;
        command.journals = Answers.of(Journals.class, Map.of("entries", List.of(entry(1, "CallManager", "call:start-call"),
                entry(2, "VideoSendingBalancerManager", "MediaEngine.collectStatistics"), entry(3, "", "StatisticsCollected"),
                entry(4, "StatsManager", "stats:collected"), entry(5, "StreamHealthManager", "main-stream-health:health-snapshot"))));

        assertThat(printedBy(command::execute)).contains("call:start-call").doesNotContain("tatistics", "health");
    }

    private static JournalEntry entry(long number, String manager, String name) {
        return new JournalEntry(number, Instant.EPOCH, JournalEntry.Kind.EVENT, Optional.of(manager).filter(text -> !text.isEmpty()), name, "");
    }

    @Test
    void statusOfOneTellsItsConnectionAndItsCall() throws Exception {
        ready("demo");
        StatusCommand command = new StatusCommand();
        command.connectors = connectors;
        command.sip = Answers.of(SipUserAgents.class, Map.of("shortages", List.of()));
        command.id = "demo";

        assertThat(printedBy(command::execute)).contains("established", "auto connect", "presentation")
                .doesNotContain("secret");
    }

    @Test
    void statusOfARefusedConfigurationTellsFileKeyAndValue() throws Exception {
        connectors.refuse("bad", "org.sipconnector.connector~bad.cfg", "server: is required");
        StatusCommand command = new StatusCommand();
        command.connectors = connectors;
        command.sip = Answers.of(SipUserAgents.class, Map.of("shortages", List.of()));
        command.id = "bad";

        assertThat(printedBy(command::execute))
                .contains("refused: org.sipconnector.connector~bad.cfg: server: is required");
    }

    @Test
    void anUnknownIdNamesThoseThereAre() {
        ready("demo");
        CallCommand command = call("nobody");

        assertThatThrownBy(command::execute).hasMessage("no connector 'nobody'; there is demo");
    }

    @Test
    void aCallIsReportedInOneLine() throws Exception {
        ready("demo").answer(SipConnectorFacade.class, "callToServer", CompletableFuture.completedFuture(new PeerId("p")));

        assertThat(printedBy(call("demo")::execute)).isEqualToIgnoringNewLines("demo is in a call with 600");
    }

    @Test
    void aRoomWithoutANameIsNotCalled() {
        ready("demo");
        CallCommand command = call("demo");
        command.room = " ";

        assertThatThrownBy(command::execute).hasMessage("the room is empty: sip:call demo ROOM calls a room or a participant by its number");
    }

    @Test
    void aCallThatRingsIsRefusedWithTheStatusGivenOrTheConfiguredOne() throws Exception {
        List<List<Object>> refused = new ArrayList<>();
        ready("demo").answer(IncomingCallManager.class, "isAvailableIncomingCall", true)
                .answer(IncomingCallManager.class, "decline", (Function<List<Object>, Object>) arguments -> {
                    refused.add(arguments);
                    return CompletableFuture.completedFuture(null);
                });
        for (int status : new int[] {486, 0}) {
            DeclineCommand command = new DeclineCommand();
            command.connectors = connectors;
            command.id = "demo";
            command.status = status;
            assertThat(printedBy(command::execute)).isEqualToIgnoringNewLines("demo has refused the call");
        }

        assertThat(refused).containsExactly(List.of(486), List.of());
    }

    @Test
    void aRefusedCallFailsTheCommandWithTheReason() {
        ready("demo").answer(SipConnectorFacade.class, "callToServer",
                CompletableFuture.failedFuture(new IllegalStateException("486 Busy Here")));

        assertThatThrownBy(call("demo")::execute).hasMessage("could not call 600: 486 Busy Here");
    }

    @Test
    void aCallThatTakesTooLongIsNotWaitedForForEver() {
        ready("demo").answer(SipConnectorFacade.class, "callToServer", new CompletableFuture<>());
        CallCommand command = call("demo");
        command.seconds = 1;

        assertThatThrownBy(command::execute).hasMessageStartingWith("could not call 600 within 1 s");
    }

    @Test
    void connectingSaysWhyItWasGivenUp() {
        ready("demo").answer(AutoConnectorManager.class, "start", CompletableFuture.completedFuture(new AutoConnectResult(
                AutoConnectResult.Reason.STOP_ATTEMPTS_BY_ERROR, Optional.of(new IllegalStateException("403 Forbidden")))))
                .answer(AutoConnectorManager.class, "snapshot", AutoConnectorSnapshot.IDLE);
        ConnectCommand command = new ConnectCommand();
        command.connectors = connectors;
        command.id = "demo";

        assertThatThrownBy(command::execute).hasMessage("could not connect demo: 403 Forbidden");
    }

    @Test
    void hangingUpWithoutACallSaysSo() throws Exception {
        ready("demo").answer(SipConnectorFacade.class, "hangUp", CompletableFuture.completedFuture(null));
        HangUpCommand command = new HangUpCommand();
        command.connectors = connectors;
        command.id = "demo";

        assertThat(printedBy(command::execute)).isEqualToIgnoringNewLines("demo has no call");
    }

    @Test
    void drainingWithoutAnIdConcernsAllConnectors() throws Exception {
        ready("a");
        ready("b");
        DrainCommand command = new DrainCommand();
        command.connectors = connectors;

        assertThat(printedBy(command::execute)).startsWith("2 connectors take no new calls; none is in a call");
    }

    @Test
    void aDrainAndAHangUpTellOfALostCallThatIsBeingSetUpAgain() throws Exception {
        redialling("demo");
        DrainCommand drain = new DrainCommand();
        drain.connectors = connectors;
        HangUpCommand hangUp = new HangUpCommand();
        hangUp.connectors = connectors;
        hangUp.id = "demo";

        assertThat(printedBy(drain::execute)).isEqualToNormalizingWhitespace("demo takes no new calls; none is in a call now; 1 sets its lost call"
                + " up again, which goes on (sip:hangup gives that up). sip:undrain lets calls in again.");
        assertThat(printedBy(hangUp::execute)).isEqualToIgnoringNewLines("demo sets its lost call up no more");
    }

    @Test
    void aDrainThatNobodyCarriesOutFails() {
        ready("demo");
        DrainCommand command = new DrainCommand();
        command.connectors = connectors;
        command.history = Answers.of(UpdateHistory.class, Map.of("missing", List.of("SipConnector")));

        assertThatThrownBy(() -> printedBy(command::execute)).hasMessageStartingWith("calls are taken as before: SipConnector is not at work");
    }

    @Test
    void aCallThatWaitsForAStoppedManagerSaysSoWhenItsTimeIsUp() {
        ready("demo").answer(SipConnectorFacade.class, "callToServer", new CompletableFuture<>());
        CallCommand command = call("demo");
        command.seconds = 1;
        command.history = Answers.of(UpdateHistory.class, Map.of("missing", List.of("CallManager")));

        assertThatThrownBy(command::execute).hasMessage("could not call 600 within 1 s: CallManager is not at work, calls can be neither made"
                + " nor received, and connectors' messages wait: start the bundle org.sipconnector.call, or see why it does not start;"
                + " it is done when that is back, see sip:status demo; sip:hangup demo ends it");
    }

    private void redialling(String id) {
        FakeConnectors.FakeConnector connector = ready(id).answer(SipConnectorFacade.class, "hangUp", CompletableFuture.completedFuture(null));
        SessionSnapshot idle = connector.manager(SessionManager.class).snapshot();
        CallReconnectSnapshot redial = new CallReconnectSnapshot(CallReconnectState.BACKOFF, new RedialAttempts(1, Duration.ofSeconds(2),
                Optional.empty()), Optional.empty(), Optional.empty(), CallReconnectOptions.STANDARD, Set.of(), Optional.empty());
        connector.answer(SessionManager.class, "snapshot", new SessionSnapshot(2, idle.connection(), idle.call(), idle.incoming(),
                idle.presentation(), idle.autoConnector(), redial, idle.role()));
    }

    private CallCommand call(String id) {
        CallCommand command = new CallCommand();
        command.connectors = connectors;
        command.id = id;
        command.room = "600";
        return command;
    }

    private FakeConnectors.FakeConnector ready(String id) {
        ConnectionSnapshot established = new ConnectionSnapshot(ConnectionState.ESTABLISHED, new UserAgentStatus(Optional.empty(), true,
                true), Optional.empty(), Optional.empty(), Set.of(), Optional.empty());
        SessionSnapshot idle = SessionSnapshot.IDLE;
        return connectors.add(id)
                .answer(SessionManager.class, "snapshot", new SessionSnapshot(1, established, idle.call(), idle.incoming(),
                        idle.presentation(), idle.autoConnector(), idle.callReconnect(), idle.role()))
                .answer(CallManager.class, "snapshot", CallSnapshot.IDLE)
                .answer(SipConnector.class, "snapshot", ConnectorSnapshot.IDLE);
    }

    private static String printedBy(Callable<?> command) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            command.call();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
