/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.Secret;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.api.serverapi.License;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerApiEvent.AdminForceSyncMediaState;
import org.sipconnector.api.serverapi.ServerApiEvent.AdminStartMainCam;
import org.sipconnector.api.serverapi.ServerApiEvent.AdminStartMic;
import org.sipconnector.api.serverapi.ServerApiEvent.AdminStopMainCam;
import org.sipconnector.api.serverapi.ServerApiEvent.AdminStopMic;
import org.sipconnector.api.serverapi.ServerApiEvent.ContentedStreamAvailable;
import org.sipconnector.api.serverapi.ServerApiEvent.ContentedStreamNotAvailable;
import org.sipconnector.api.serverapi.ServerApiEvent.EnterRoom;
import org.sipconnector.api.serverapi.ServerApiEvent.MainCamControl;
import org.sipconnector.api.serverapi.ServerApiEvent.MoveRequestToParticipants;
import org.sipconnector.api.serverapi.ServerApiEvent.MoveRequestToSpectators;
import org.sipconnector.api.serverapi.ServerApiEvent.MoveRequestToSpectatorsSynthetic;
import org.sipconnector.api.serverapi.ServerApiEvent.MoveRequestToSpectatorsWithAudioChannel;
import org.sipconnector.api.serverapi.ServerApiEvent.PresentationMustStop;
import org.sipconnector.api.serverapi.ServerApiEvent.UseLicense;
import org.sipconnector.api.sip.Header;

class ServerInfoTest {

    @Test
    void roomAndNameInLowerCaseTokenAsItIs() {
        assertThat(read(InfoContent.ROOM_NAME, "X-WebRTC-Enter-Room", "Room One", "x-webrtc-participant-name", "Alice",
                "x-bearer-token", "AbC.dEf", "x-webrtc-is-direct-p2p", "TRUE"))
                .containsExactly(new EnterRoom("room one", "alice", Optional.of(Secret.of("AbC.dEf")), Optional.of(true)));
    }

    @Test
    void aRoomNeedsItsName() {
        assertThat(read(InfoContent.ROOM_NAME, "x-webrtc-enter-room", "100")).isEmpty();
        assertThat(read(InfoContent.ROOM_NAME, "x-webrtc-participant-name", "me")).isEmpty();
        assertThat(read(InfoContent.ROOM_NAME, "x-webrtc-enter-room", "  ", "x-webrtc-participant-name", "me")).isEmpty();
    }

    @Test
    void channelsNeedBothHeadersAndComeAfterTheRoom() {
        assertThat(read(InfoContent.ROOM_NAME, "x-webrtc-enter-room", "100", "x-webrtc-participant-name", "me",
                "x-webrtc-input-channels", "100,1", "x-webrtc-output-channels", "2,3")).containsExactly(
                        new EnterRoom("100", "me", Optional.empty(), Optional.empty()),
                        new ServerApiEvent.ChannelsAll(Channels.of("100,1", "2,3")));
        assertThat(read(InfoContent.ROOM_NAME, "x-webrtc-input-channels", "1")).isEmpty();
    }

    @Test
    void presentations() {
        assertThat(read(InfoContent.SHARE_DESKTOP, "x-webrtc-share-state", "YouCanReceiveContent", "x-webrtc-share-codec", "vp9"))
                .containsExactly(new ContentedStreamAvailable(Optional.of(ContentCodec.VP9)));
        assertThat(read(InfoContent.SHARE_DESKTOP, "x-webrtc-share-state", "YOUCANRECEIVECONTENT", "x-webrtc-share-codec", "MPEG"))
                .containsExactly(new ContentedStreamAvailable(Optional.empty()));
        assertThat(read(InfoContent.SHARE_DESKTOP, "x-webrtc-share-state", "CONTENTEND"))
                .containsExactly(new ContentedStreamNotAvailable());
        assertThat(read(InfoContent.SHARE_DESKTOP, "x-webrtc-share-state", "YOUMUSTSTOPSENDCONTENT"))
                .containsExactly(new PresentationMustStop());
        assertThat(read(InfoContent.SHARE_DESKTOP, "x-webrtc-share-state", "other")).isEmpty();
        assertThat(read(InfoContent.SHARE_DESKTOP)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,true", "0,false", ",false", "2,false"})
    void theAdministratorStartsAndStopsDevices(String sync, boolean forced) {
        assertThat(read(InfoContent.MAIN_CAM, "x-webrtc-maincam", "AdminStartMainCam", "x-webrtc-sync", sync))
                .containsExactly(new AdminStartMainCam(forced));
        assertThat(read(InfoContent.MAIN_CAM, "x-webrtc-maincam", "ADMINSTOPMAINCAM", "x-webrtc-sync", sync))
                .containsExactly(new AdminStopMainCam(forced));
        assertThat(read(InfoContent.MIC, "x-webrtc-mic", "ADMINSTARTMIC", "x-webrtc-sync", sync))
                .containsExactly(new AdminStartMic(forced));
        assertThat(read(InfoContent.MIC, "x-webrtc-mic", "AdMiNsToPmIc", "x-webrtc-sync", sync))
                .containsExactly(new AdminStopMic(forced));
    }

    @Test
    void anInnerSpaceMakesACommandUnknown() {
        assertThat(read(InfoContent.MIC, "x-webrtc-mic", "AdMiNsToP MiC")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"RESUMEMAINCAM,1,true", "RESUMEMAINCAM,0,false", "PAUSEMAINCAM,1,true", "PAUSEMAINCAM,0,false"})
    void pausingAndResumingSynchronisesFirst(MainCamCommand command, String sync, boolean forced) {
        assertThat(read(InfoContent.MAIN_CAM, "x-webrtc-maincam", command.name(), "x-webrtc-sync", sync)).containsExactly(
                new AdminForceSyncMediaState(forced), new MainCamControl(Optional.of(command), Optional.empty()));
    }

    @Test
    void otherCameraCommandsOnlyControl() {
        assertThat(read(InfoContent.MAIN_CAM, "x-webrtc-maincam", "PAUSEMAINCAM"))
                .containsExactly(new MainCamControl(Optional.of(MainCamCommand.PAUSEMAINCAM), Optional.empty()));
        assertThat(read(InfoContent.MAIN_CAM, "x-webrtc-maincam", "MaxMainCamResolution", "x-webrtc-maincam-resolution", "640X480",
                "x-webrtc-sync", "1"))
                .containsExactly(new MainCamControl(Optional.of(MainCamCommand.MAXMAINCAMRESOLUTION), Optional.of("640x480")));
        assertThat(read(InfoContent.MAIN_CAM, "x-webrtc-maincam", "unknown"))
                .containsExactly(new MainCamControl(Optional.empty(), Optional.empty()));
    }

    @Test
    void licenses() {
        for (License license : License.values()) {
            assertThat(read(InfoContent.USE_LICENSE, "x-webrtc-use-license", license.name().toLowerCase(Locale.ROOT)))
                    .containsExactly(new UseLicense(license));
        }
        assertThat(read(InfoContent.USE_LICENSE, "x-webrtc-use-license", "GOLD")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,true", "2,false", ",false"})
    void spectators(String mode, boolean sending) {
        assertThat(read(InfoContent.PARTICIPANT_STATE, "x-webrtc-partstate", "SPECTATOR", "x-webrtc-spectator-mode", mode))
                .containsExactly(new MoveRequestToSpectatorsSynthetic(sending),
                        new MoveRequestToSpectators(true, Optional.empty(), sending));
        assertThat(read(InfoContent.PARTICIPANT_STATE, "x-webrtc-partstate", "spectator", "x-webrtc-spectator-mode", mode,
                "x-webrtc-audioid", "Ab5")).containsExactly(new MoveRequestToSpectatorsWithAudioChannel("ab5", sending),
                        new MoveRequestToSpectators(false, Optional.of("ab5"), sending));
    }

    @Test
    void participants() {
        assertThat(read(InfoContent.PARTICIPANT_STATE, "x-webrtc-partstate", "PARTICIPANT"))
                .containsExactly(new MoveRequestToParticipants());
        assertThat(read(InfoContent.PARTICIPANT_STATE, "x-webrtc-partstate", "GUEST")).isEmpty();
    }

    @Test
    void contentTypesAreComparedWithoutCaseAndAsAWhole() {
        assertThat(InfoContent.of("Application/Vinteo.WebRTC.RoomName")).contains(InfoContent.ROOM_NAME);
        assertThat(InfoContent.of("application/vinteo.webrtc.roomname;charset=utf-8")).isEmpty();
        assertThat(InfoContent.of("text/plain")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-5,-5", "123.45,123.45"})
    void numbers(String value, double number) {
        assertThat(headers("x-vinteo-media-type", value).number("x-vinteo-media-type")).hasValue(number);
    }

    @Test
    void aNumberTooLargeToBeFiniteIsNone() {
        noNumbers("9".repeat(400));
    }

    @ParameterizedTest
    @CsvSource({"''", "text", "Infinity", "NaN", "1e5x"})
    void noNumbers(String value) {
        assertThat(headers("x-vinteo-media-type", value).number("x-vinteo-media-type")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "FALSE,false", "0,false", "yes,", "'',"})
    void truths(String value, Boolean truth) {
        assertThat(headers("x", value).truth("x")).isEqualTo(Optional.ofNullable(truth));
    }

    @Test
    void surroundingSpacesOfTextStay() {
        assertThat(headers("x", " A b ").text("x")).contains(" a b ");
    }

    private static List<ServerApiEvent> read(InfoContent content, String... namesAndValues) {
        return List.copyOf(ServerInfo.read(content, headers(namesAndValues)));
    }

    private static ServerHeaders headers(String... namesAndValues) {
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                headers.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
            }
        }
        return new ServerHeaders(headers);
    }
}
