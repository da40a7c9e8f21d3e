/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connectionqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.CONNECT;
import static org.sipconnector.testkit.Operations.DISCONNECT;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.sipconnector.testkit.ExportedJournal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connectionqueue.ConnectPendingException;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueSnapshot;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.StandIn;

class ConnectionQueueTest {

    private static final ConnectionConfiguration CONNECTED = new ConnectionConfiguration(
            ConnectionParameters.builder("host").domain("host").register(true).account("1001", null).build(), "1001");

    private static ConnectionQueueManager on(LaneHarness stage) {
        stage.install(new StandIn(ConnectionManager.class, ConnectionSnapshot.IDLE), new ConnectionQueueManagerFactory());
        return stage.manager(ConnectionQueueManager.class);
    }

    private static ConnectionParameters to(String server) {
        return ConnectionParameters.builder(server).domain(server).build();
    }

    private static void succeeds(LaneHarness stage) {
        stage.post(CONNECT.answered(CONNECTED));
    }

    @Scenario
    void aConnectIsPassedOnAsItIsAndItsOutcomeComesBack(LaneHarness stage) {
        ConnectionQueueManager queue = on(stage);
        Supplier<CompletionStage<ConnectionParameters>> later = CompletableFuture::new;
        CompletionStage<ConnectionConfiguration> wish = queue.connect(later, ConnectOptions.STANDARD);
        stage.settle();
        assertThat(queue.snapshot()).isEqualTo(new ConnectionQueueSnapshot(true, 0));
        succeeds(stage);

        assertThat(stage.result(wish)).isEqualTo(CONNECTED);
        assertThat(stage.requests().get(0).arguments()).containsExactly(later, ConnectOptions.STANDARD);
        assertThat(queue.snapshot()).isEqualTo(ConnectionQueueSnapshot.EMPTY);
    }

    @Test
    void anExportedJournalReplaysThoughOverloadsAndClientsFunctionsAreInIt() throws IOException {
        LaneHarness stage = new LaneHarness();
        ConnectionQueueManager queue = on(stage);
        Supplier<CompletionStage<ConnectionParameters>> later = CompletableFuture::new;
        queue.connect(later, ConnectOptions.STANDARD);
        stage.settle();
        succeeds(stage);
        queue.connect(to("second"), ConnectOptions.STANDARD.when(() -> true));
        stage.settle();

        ExportedJournal journal = ExportedJournal.read(new ByteArrayInputStream(stage.exportJournal()), StandIn.class);
        assertThat(journal.firstDifference(new ConnectionQueueManagerFactory())).isEmpty();
    }

    @Scenario
    void theNewestWishGetsItsOwnError(LaneHarness stage) {
        CompletionStage<ConnectionConfiguration> wish = on(stage).connect();
        ConnectionLimitException error = new ConnectionLimitException(3, new DisconnectedException(1006, "refused"));
        stage.settle().post(CONNECT.refused(error));

        assertThat(stage.failure(wish)).isSameAs(error);
    }

    @Scenario
    void anOvertakenConnectIsNotActualThoughItSucceedsAndTheNextRunsAfterIt(LaneHarness stage) {
        ConnectionQueueManager queue = on(stage);
        CompletionStage<ConnectionConfiguration> first = queue.connect(to("one"), ConnectOptions.STANDARD);
        CompletionStage<ConnectionConfiguration> second = queue.connect(to("two"), ConnectOptions.STANDARD);
        stage.settle();
        assertThat(stage.operations()).containsExactly(CONNECT);
        succeeds(stage);
        assertThat(stage.operations()).containsExactly(CONNECT, CONNECT);
        succeeds(stage);

        assertThat(stage.failure(first)).isInstanceOf(SupersededException.class).hasMessage("a later connect has taken the place of this one");
        assertThat(SupersededException.is(stage.failure(first))).isTrue();
        assertThat(stage.result(second)).isEqualTo(CONNECTED);
    }

    @Scenario
    void aWishOvertakenBeforeItsTurnNeverRuns(LaneHarness stage) {
        ConnectionQueueManager queue = on(stage);
        queue.connect(to("one"), ConnectOptions.STANDARD);
        CompletionStage<ConnectionConfiguration> second = queue.connect(to("two"), ConnectOptions.STANDARD);
        CompletionStage<ConnectionConfiguration> third = queue.connect(to("three"), ConnectOptions.STANDARD);
        stage.settle();
        succeeds(stage);
        succeeds(stage);

        assertThat(stage.failure(second)).isInstanceOf(SupersededException.class);
        assertThat(stage.result(third)).isEqualTo(CONNECTED);
        assertThat(stage.requests()).extracting(asked -> asked.arguments().get(0))
                .containsExactly(to("one"), to("three"));
    }

    @Scenario
    void disconnectActsAtOnceThoughAConnectNeverSettles(LaneHarness stage) {
        ConnectionQueueManager queue = on(stage);
        CompletionStage<ConnectionConfiguration> wish = queue.connect();
        CompletionStage<Void> gone = queue.disconnect();
        stage.settle();
        assertThat(stage.operations()).containsExactly(CONNECT, DISCONNECT);
        assertThat(stage.pending(gone)).isTrue();
        stage.post(DISCONNECT.done());

        assertThat(gone.toCompletableFuture()).isCompleted();
        assertThat(stage.failure(wish)).isInstanceOf(SupersededException.class);
    }

    @Scenario
    void whatYieldsLeavesAConnectAloneThatSomebodyHasAskedFor(LaneHarness stage) {
        ConnectionQueueManager queue = on(stage);
        CompletionStage<ConnectionConfiguration> asked = queue.connect(to("one"), ConnectOptions.STANDARD);
        CompletionStage<ConnectionConfiguration> yielding = queue.connect(to("two"), ConnectOptions.STANDARD.leavingOthersAlone());
        CompletionStage<Void> disconnect = queue.disconnect(true);
        stage.settle();
        assertThat(stage.operations()).containsExactly(CONNECT);
        succeeds(stage);

        assertThat(stage.result(asked)).isEqualTo(CONNECTED);
        assertThat(stage.failure(yielding)).isInstanceOf(ConnectPendingException.class);
        assertThat(stage.failure(disconnect)).isInstanceOf(ConnectPendingException.class);
        assertThat(stage.operations()).containsExactly(CONNECT);
    }

    @Scenario
    void whatYieldsTakesThePlaceOfWhatYieldsTooOrOfWhatWasGivenUp(LaneHarness stage) {
        ConnectionQueueManager queue = on(stage);
        CompletionStage<ConnectionConfiguration> first = queue.connect(to("one"), ConnectOptions.STANDARD.leavingOthersAlone());
        CompletionStage<ConnectionConfiguration> second = queue.connect(to("two"), ConnectOptions.STANDARD);
        queue.stop();
        CompletionStage<ConnectionConfiguration> third = queue.connect(to("three"), ConnectOptions.STANDARD.leavingOthersAlone());
        CompletionStage<Void> gone = queue.disconnect(true);
        stage.settle().post(DISCONNECT.done());

        assertThat(stage.failure(first)).isInstanceOf(SupersededException.class);
        assertThat(stage.failure(second)).isInstanceOf(SupersededException.class);
        assertThat(stage.failure(third)).isInstanceOf(SupersededException.class);
        assertThat(gone.toCompletableFuture()).isCompleted();
    }

    @Scenario
    void disconnectFailsAsTheConnectionDoes(LaneHarness stage) {
        CompletionStage<Void> gone = on(stage).disconnect();
        stage.settle().post(DISCONNECT.refused(new IllegalStateException("no")));

        assertThat(stage.failure(gone)).hasMessage("no");
    }

    @Scenario
    void stopForgetsTheWishesAndLetsTheRunningConnectGoOn(LaneHarness stage) {
        ConnectionQueueManager queue = on(stage);
        CompletionStage<ConnectionConfiguration> wish = queue.connect();
        stage.result(queue.stop());
        assertThat(stage.failure(wish)).isInstanceOf(SupersededException.class);

        CompletionStage<ConnectionConfiguration> after = queue.connect();
        assertThat(stage.operations()).containsExactly(CONNECT);
        succeeds(stage);
        assertThat(stage.pending(after)).isTrue();
        succeeds(stage);
        assertThat(stage.result(after)).isEqualTo(CONNECTED);
    }

    @Scenario
    void stopWithNothingToDoIsFine(LaneHarness stage) {
        stage.result(on(stage).stop());

        assertThat(stage.operations()).isEmpty();
    }
}
