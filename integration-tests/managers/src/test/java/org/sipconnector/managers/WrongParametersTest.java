/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.SupplierTimeoutException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** A connect whose parameters turn out wrong ends no call that is up, nor the connection beneath it. */
class WrongParametersTest {

    private static final IllegalStateException NO_ACCOUNT = new IllegalStateException("no account today");

    @Scenario
    void aSupplierThatFailsEndsNothing(LaneHarness stage) {
        assertThat(refused(stage, () -> CompletableFuture.failedStage(NO_ACCOUNT))).isEqualTo(NO_ACCOUNT);
    }

    @Scenario
    void aSupplierThatThrowsEndsNothing(LaneHarness stage) {
        assertThat(refused(stage, () -> {
            throw NO_ACCOUNT;
        })).isEqualTo(NO_ACCOUNT);
    }

    @Scenario
    void aSupplierThatGivesNoStageEndsNothing(LaneHarness stage) {
        assertThat(refused(stage, () -> null)).isInstanceOf(InvalidConfigurationException.class).hasMessageContaining("parameters");
    }

    @Scenario
    void aSupplierThatGivesNoParametersEndsNothing(LaneHarness stage) {
        assertThat(refused(stage, () -> CompletableFuture.completedStage(null))).isInstanceOf(InvalidConfigurationException.class);
    }

    @Scenario
    void faultyParametersEndNothing(LaneHarness stage) {
        assertThat(refused(stage, () -> CompletableFuture.completedStage(Situations.WRONG)))
                .isInstanceOf(InvalidConfigurationException.class).hasMessageContaining("domain");
    }

    @Scenario
    void aSupplierThatIsSilentEndsNothing(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        PeerId peer = all.inCall();
        CompletionStage<?> connected = all.manager(ConnectionQueueManager.class).connect(CompletableFuture::new, ConnectOptions.STANDARD);
        stage.advance(SupplierTimeoutException.LIMIT.plusSeconds(2));

        assertThat(stage.failure(connected)).isInstanceOf(SupplierTimeoutException.class);
        assertThat(all.manager(CallManager.class).snapshot().activePeer()).contains(peer);
    }

    @Scenario
    void rightParametersThatComeLateReplaceTheConnectionAndAreAskedForOnce(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletableFuture<ConnectionParameters> late = new CompletableFuture<>();
        CompletionStage<?> connected = all.manager(ConnectionQueueManager.class).connect(() -> late, ConnectOptions.STANDARD);
        stage.advance(WholeConnector.MOMENT);
        assertThat(all.manager(ConnectionManager.class).isRegistered()).as("whether it is registered meanwhile").isTrue();
        late.complete(Situations.ANOTHER);
        stage.advance(WholeConnector.PATIENCE);

        assertThat(stage.result(connected)).isNotNull();
        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow().uri()).contains("1002");
        assertThat(all.sip.connected()).hasSize(1);
        all.comesToRest();
        assertThat(all.leftovers()).isEmpty();
    }

    /** The error of a connect in a call, which goes on. */
    private static Throwable refused(LaneHarness stage, Supplier<CompletionStage<ConnectionParameters>> parameters) {
        WholeConnector all = new WholeConnector(stage);
        PeerId peer = all.inCall();
        Throwable error = all.refused(all.manager(ConnectionQueueManager.class).connect(parameters, ConnectOptions.STANDARD));

        assertThat(all.manager(CallManager.class).snapshot().activePeer()).contains(peer);
        assertThat(all.manager(ConnectionManager.class).isRegistered()).isTrue();
        all.soon(all.connector().hangUp());
        all.soon(all.connector().disconnect());
        assertThat(all.leftovers()).isEmpty();
        return error;
    }
}
