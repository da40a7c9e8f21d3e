/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.testkit.LaneHarness;

/** A connector that its configuration keeps in a room. */
class StandingRoomTest {

    private static WholeConnector inRoom() {
        LaneHarness stage = new LaneHarness();
        WholeConnector all = new WholeConnector(stage.configure(LaneHarness.standardConfiguration()
                .call(new CallDefaults(Optional.of("silence"), Optional.of("black"), true, Optional.of("600"))).build())).connected();
        stage.advance(WholeConnector.MOMENT);
        assertThat(all.call().isCallActive()).as("whether the room was called").isTrue();
        return all;
    }

    private static void isCalledAgain(WholeConnector all) {
        Duration waited = Duration.ZERO;
        while (!all.call().isCallActive() && waited.toMinutes() < 2) {
            all.stage.advance(Duration.ofSeconds(1));
            waited = waited.plusSeconds(1);
        }
        assertThat(all.call().isCallActive()).as("whether the room was called again").isTrue();
    }

    @Test
    void whatWasMutedThereStaysSoAfterRedialGaveUp() {
        WholeConnector all = inRoom();
        all.soon(all.call().mute(Set.of(MediaKind.AUDIO)));
        all.manners.remembers = false;
        all.manners.invitations = 486;
        all.sip.connected().get(0).lose("reset");
        all.stage.advance(Duration.ofMinutes(1));
        assertThat(all.stage.eventNames()).as("what redial told").contains("call-reconnect:limit-reached");
        all.manners.obliging();
        isCalledAgain(all);

        assertThat(all.call().snapshot().muted()).isEqualTo(MutedMedia.here(MediaKind.AUDIO));
    }

    @Test
    void whatTheConferenceMutedIsAskedForInTheNextCall() {
        WholeConnector all = inRoom();
        all.stage.post(new ServerApiEvent.AdminStopMic(true));
        all.dialog().bye();
        all.stage.replaceAll();
        isCalledAgain(all);

        assertThat(all.call().snapshot().muted()).as("an order to the former participant is a request to this one")
                .isEqualTo(new MutedMedia(List.of(), List.of(MediaKind.AUDIO), List.of()));
    }

    @Test
    void whoCancelsAnAttemptToSetTheCallUpAgainIsBroughtBackAllTheSame() {
        WholeConnector all = inRoom();
        all.manners.remembers = false;
        all.manners.invitations = Manners.RINGING;
        all.sip.connected().get(0).lose("reset");
        while (!all.connector().callReconnect().snapshot().attempting()) {
            all.stage.advance(Duration.ofMillis(100));
        }
        all.manners.obliging();
        all.soon(all.connector().cancelCurrentCallReconnectAttempt());

        isCalledAgain(all);
    }

    @Test
    void whatIsUnmutedThereIsNotMutedAgain() {
        WholeConnector all = inRoom();
        all.soon(all.call().mute(Set.of(MediaKind.AUDIO)));
        all.soon(all.call().unmute(Set.of(MediaKind.AUDIO)));
        all.dialog().bye();
        all.stage.replaceAll();
        isCalledAgain(all);

        assertThat(all.call().snapshot().muted()).isEqualTo(MutedMedia.NONE);
    }
}
