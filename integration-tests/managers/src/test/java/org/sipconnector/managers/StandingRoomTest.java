package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.Stage;

/** A connector that its configuration keeps in a room. */
class StandingRoomTest {

    private static WholeConnector inRoom(Stage stage) {
        WholeConnector all = new WholeConnector(stage.configure(Stage.standardConfiguration()
                .call(new CallDefaults(Optional.of("silence"), Optional.of("black"), true, Optional.of("600"))).build())).connected();
        stage.advance(WholeConnector.MOMENT);
        assertThat(all.call().isCallActive()).as("whether the room was called").isTrue();
        return all;
    }

    @Scenario
    void whatWasMutedThereStaysSoAfterRedialGaveUp(Stage stage) {
        WholeConnector all = inRoom(stage);
        all.soon(all.call().mute(Set.of(MediaKind.AUDIO)));
        all.manners.remembers = false;
        all.manners.invitations = 486;
        all.sip.connected().get(0).lose("reset");
        while (all.connector().callReconnect().snapshot().state() != CallReconnectState.LIMIT_REACHED) {
            stage.advance(Duration.ofSeconds(1));
        }
        all.manners.obliging();
        stage.advance(Duration.ofMinutes(2));

        assertThat(all.call().isCallActive()).as("whether the room was called again").isTrue();
        assertThat(all.call().snapshot().muted()).isEqualTo(MutedMedia.here(MediaKind.AUDIO));
    }

    @Scenario
    void whatTheConferenceMutedIsAskedForInTheNextCall(Stage stage) {
        WholeConnector all = inRoom(stage);
        stage.post(new ServerApiEvent.AdminStopMic(true));
        all.dialog().bye();
        stage.advance(Duration.ofMinutes(2));

        assertThat(all.call().isCallActive()).as("whether the room was called again").isTrue();
        assertThat(all.call().snapshot().muted()).as("an order to the former participant is a request to this one")
                .isEqualTo(new MutedMedia(List.of(), List.of(MediaKind.AUDIO), List.of()));
    }

    @Scenario
    void whatIsUnmutedThereIsNotMutedAgain(Stage stage) {
        WholeConnector all = inRoom(stage);
        all.soon(all.call().mute(Set.of(MediaKind.AUDIO)));
        all.soon(all.call().unmute(Set.of(MediaKind.AUDIO)));
        all.dialog().bye();
        stage.advance(Duration.ofMinutes(2));

        assertThat(all.call().isCallActive()).as("whether the room was called again").isTrue();
        assertThat(all.call().snapshot().muted()).isEqualTo(MutedMedia.NONE);
    }
}
