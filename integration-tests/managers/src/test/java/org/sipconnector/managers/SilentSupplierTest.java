/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.sipconnector.api.SupplierTimeoutException;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** A client's supplier that never answers holds nobody up for long. */
class SilentSupplierTest {

    private static final Duration LATER = SupplierTimeoutException.LIMIT.plusSeconds(2);

    @Scenario
    void aConnectFailsAndTheNextIsMade(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectionConfiguration> first =
                all.manager(ConnectionQueueManager.class).connect(CompletableFuture::new, ConnectOptions.STANDARD);
        stage.advance(LATER);

        assertThat(stage.failure(first)).isInstanceOf(SupplierTimeoutException.class).hasMessageContaining("parameters").hasMessageContaining("30 s");
        all.connected();
    }

    @Scenario
    void aConnectThatWaitsBehindItIsMade(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manager(ConnectionQueueManager.class).connect(CompletableFuture::new, ConnectOptions.STANDARD);
        stage.advance(WholeConnector.MOMENT);
        CompletionStage<ConnectionConfiguration> second = all.manager(ConnectionQueueManager.class).connect();
        stage.advance(LATER);

        assertThat(stage.result(second)).isNotNull();
    }

    @Scenario
    void anAnswerInTimeLeavesNoTimer(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletableFuture<ConnectionParameters> parameters = new CompletableFuture<>();
        CompletionStage<ConnectionConfiguration> connected =
                all.manager(ConnectionQueueManager.class).connect(() -> parameters, ConnectOptions.STANDARD);
        stage.advance(Duration.ofSeconds(20));
        parameters.complete(Situations.PARAMETERS);
        all.soon(connected);
        all.soon(all.connector().disconnect());

        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void anAttemptToSetTheCallUpAgainFailsAndIsFollowedByAnother(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        AtomicBoolean silent = new AtomicBoolean(true);
        all.soon(all.connector().call(CallParameters.to("600"), false));
        all.soon(all.manager(CallReconnectManager.class).arm(() -> silent.get()
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(CallParameters.to("600")), RedialPolicy.STANDARD));
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        stage.advance(Duration.ofSeconds(10));
        assertThat(all.manager(CallReconnectManager.class).snapshot().attempting()).isTrue();
        silent.set(false);
        stage.advance(LATER);

        assertThat(stage.events(CallReconnectEvent.AttemptFailed.class)).extracting(CallReconnectEvent.AttemptFailed::error)
                .hasOnlyElementsOfType(SupplierTimeoutException.class).hasSize(1);
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void theAutoConnectorGivesUpInTime(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Supplier<CompletionStage<ConnectionParameters>> silent = CompletableFuture::new;
        CompletionStage<AutoConnectResult> started =
                all.manager(AutoConnectorManager.class).start(new AutoConnectorParameters(silent, ConnectOptions.STANDARD));
        stage.advance(LATER);
        all.soon(all.manager(AutoConnectorManager.class).stop());

        assertThat(stage.result(started).succeeded()).isFalse();
        assertThat(all.sip.agents()).isEmpty();
    }
}
