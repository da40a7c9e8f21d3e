/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.testkit.LaneHarness;

/** Every manager goes on in another process, through the bytes that outlive this one. */
class RestartedProcessTest {

    private static final int MESSAGES = 8;
    private static final Duration GAP = Duration.ofSeconds(8);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final LaneHarness stage = new LaneHarness();
    private final WholeConnector all = new WholeConnector(stage);

    @Test
    void aConnectionIsRegisteredAndACallGoesOnInItsSessionWithNewMedia() {
        PeerId peer = all.inCall();
        stage.forget();

        all.restarts(GAP);
        stage.advance(Duration.ofSeconds(1));

        assertThat(stage.events(ConnectorEvent.Recovered.class)).containsExactly(new ConnectorEvent.Recovered(GAP, false));
        assertThat(stage.manager(ConnectionManager.class).snapshot().state())
                .isEqualTo(ConnectionState.ESTABLISHED);
        assertThat(all.call().snapshot().peer()).contains(peer);
        assertThat(stage.events(CallEvent.MediaRestored.class)).hasSize(1);
        assertThat(stage.events(CallEvent.Ended.class)).isEmpty();
        assertThat(all.sip.dialogs()).hasSize(1);
    }

    @Test
    void aCallThatNobodyHadForLongIsEnded() {
        all.inCall();

        all.restarts(LONG);
        stage.advance(WholeConnector.MOMENT);

        assertThat(all.call().snapshot().state()).isEqualTo(CallState.IDLE);
        assertThat(all.sip.dialogs()).isEmpty();
        assertThat(all.sip.connected()).hasSize(1);
    }

    @Test
    void aCallGoesOnThoughTheProcessWasKilled() {
        stage.keepImages(MESSAGES);
        PeerId peer = all.inCall();

        all.isKilled(0, GAP);
        stage.advance(Duration.ofSeconds(1));

        assertThat(all.call().snapshot().peer()).contains(peer);
        assertThat(all.call().snapshot().state()).isEqualTo(CallState.IN_CALL);
        assertThat(all.sip.dialogs()).hasSize(1);
        assertThat(stage.events(CallEvent.MediaRestored.class)).hasSize(1);
    }

    @Test
    void aCallWhoseEndWasNotKeptIsTakenAsEnded() {
        stage.keepImages(MESSAGES);
        all.inCall();
        all.dialog().bye();
        stage.settle();
        assertThat(all.call().snapshot().state()).isEqualTo(CallState.IDLE);

        all.isKilled(1, GAP);
        assertThat(all.call().snapshot().state()).isEqualTo(CallState.IN_CALL);
        stage.advance(WholeConnector.MOMENT);

        assertThat(all.call().snapshot().state()).isEqualTo(CallState.IDLE);
    }
}
