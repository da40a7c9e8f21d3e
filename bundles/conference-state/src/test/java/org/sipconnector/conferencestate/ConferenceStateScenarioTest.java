/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencestate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.Secret;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.conferencestate.CallSessionState;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.conferencestate.ConferenceStateEvent;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.License;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class ConferenceStateScenarioTest {

    private static final DialogId DIALOG = new DialogId("call-1");
    private static final SipFailure END = SipFailure.local(SipCause.CANCELED);

    @Scenario
    void knowsNumberAndDirectionBeforeAnyAnswer(LaneHarness stage) {
        calling(stage);

        assertThat(snapshot(stage).number()).contains("1000");
        assertThat(snapshot(stage).answering()).isFalse();
        assertThat(snapshot(stage).state()).isEqualTo(ConferenceState.NONE);
    }

    @Scenario
    void keepsWhatTheServerTellsTogether(LaneHarness stage) {
        calling(stage);
        stage.post(enter("100", Optional.empty()));
        stage.post(new ServerApiEvent.ChannelsAll(Channels.of("1", "2")));
        stage.post(token("100", "jwt-1"));

        ConferenceStateSnapshot snapshot = snapshot(stage);
        assertThat(snapshot.state()).isEqualTo(ConferenceState.IN_ROOM);
        assertThat(snapshot.room()).contains("100");
        assertThat(snapshot.entered().channels()).contains(Channels.of("1", "2"));
        assertThat(snapshot.entered().participant()).contains("SIP/me");
        assertThat(snapshot.inRoomCredentials().orElseThrow().token()).isEqualTo(Secret.of("jwt-1"));
        List<ConferenceStateEvent.StateChanged> changes = stage.events(ConferenceStateEvent.StateChanged.class);
        assertThat(changes.get(changes.size() - 1).previous().token()).isEmpty();
        assertThat(changes).extracting(ConferenceStateEvent.StateChanged::updates).endsWith(
                Set.of("room", "participantName", "startedAt"), Set.of("channels"),
                Set.of("conference", "participant", "participantName", "token"));
    }

    @Scenario
    void tellsCredentialsOnlyWhenTheyAreOthers(LaneHarness stage) {
        calling(stage);
        stage.post(enter("100", Optional.of(Secret.of("jwt-1"))));
        assertThat(told(stage)).containsExactly("credentials", "conference");
        stage.forget().post(token("100", "jwt-1"));
        assertThat(told(stage)).isEmpty();
        stage.post(token("100", "jwt-2"));
        assertThat(told(stage)).containsExactly("credentials");
        stage.forget().post(enter("200", Optional.of(Secret.of("jwt-3"))));
        assertThat(told(stage)).containsExactly("credentials", "conference");
        stage.forget().post(enter("purgatory", Optional.empty()));
        assertThat(told(stage)).isEmpty();
        stage.post(enter("200", Optional.of(Secret.of("jwt-3"))));
        assertThat(told(stage)).containsExactly("credentials", "conference");
    }

    @Scenario
    void theTokenNeverShowsItself(LaneHarness stage) {
        calling(stage);
        stage.post(enter("100", Optional.of(Secret.of("jwt-1"))));

        assertThat(snapshot(stage).toString()).doesNotContain("jwt-1");
        assertThat(stage.events().toString()).doesNotContain("jwt-1");
    }

    @Scenario
    void licenseStaysWhileTheCallIsEndingAndGoesWithIt(LaneHarness stage) {
        calling(stage);
        stage.post(enter("100", Optional.of(Secret.of("jwt-1"))));
        stage.post(new ServerApiEvent.UseLicense(License.AUDIOPLUSPRESENTATION));
        stage.post(new CallEvent.EndCall());
        assertThat(snapshot(stage).state()).isEqualTo(ConferenceState.NONE);
        assertThat(snapshot(stage).session().license()).isEqualTo(License.AUDIOPLUSPRESENTATION);
        stage.post(new CallEvent.Ended(END));

        assertThat(snapshot(stage).session()).isEqualTo(CallSessionState.INITIAL);
        assertThat(stage.events(ConferenceStateEvent.StateReset.class)).hasSize(1);
    }

    @Scenario
    void aFailedCallLeavesNothingBehindEither(LaneHarness stage) {
        calling(stage);
        stage.post(enter("100", Optional.of(Secret.of("jwt-1"))));
        stage.post(new CallEvent.Failed(END));

        assertThat(snapshot(stage)).isEqualTo(ConferenceStateSnapshot.NONE);
    }

    @Scenario
    void equalSessionStatesAreToldOnce(LaneHarness stage) {
        calling(stage);
        stage.post(new ServerApiEvent.AdminForceSyncMediaState(true));
        stage.post(new ServerApiEvent.AdminStopMainCam(false));
        stage.post(new ServerApiEvent.AdminStartMic(true));
        stage.post(new ServerApiEvent.AdminStopMic(true));
        stage.post(new ServerApiEvent.AdminStartMainCam(false));

        assertThat(stage.events(ConferenceStateEvent.CallSessionStateChanged.class)).hasSize(3);
        assertThat(snapshot(stage).counted().sessionChanges()).isEqualTo(3);
        assertThat(snapshot(stage).counted().sessionRepeats()).isEqualTo(1);
        assertThat(snapshot(stage).session().duplexSendingMode()).isTrue();
    }

    @Scenario
    void theRoleIsPartOfTheSessionAndFallsBackWithoutAWord(LaneHarness stage) {
        calling(stage);
        CallRole spectator = CallRole.spectator("5", false);
        stage.post(new CallEvent.RoleChanged(CallRole.PARTICIPANT, spectator));
        assertThat(snapshot(stage).session().recvSessionExpected()).isTrue();
        assertThat(snapshot(stage).session().sendingMediaAvailable()).isFalse();
        stage.forget().post(new CallEvent.Ended(END));

        assertThat(snapshot(stage).session().role()).isEqualTo(CallRole.PARTICIPANT);
        assertThat(stage.events(ConferenceStateEvent.CallSessionStateChanged.class)).isEmpty();
    }

    @Scenario
    void aTokenWithoutACallIsDropped(LaneHarness stage) {
        stage.install(new ConferenceStateManagerFactory());
        stage.post(token("100", "jwt-1"));

        assertThat(snapshot(stage)).isEqualTo(ConferenceStateSnapshot.NONE);
        assertThat(stage.events(ConferenceStateEvent.class)).isEmpty();
    }

    private static void calling(LaneHarness stage) {
        stage.install(new ConferenceStateManagerFactory());
        stage.post(new CallEvent.StartCall("1000", false, List.of()));
        stage.post(new CallEvent.Confirmed(DIALOG));
    }

    private static ServerApiEvent.EnterRoom enter(String room, Optional<Secret> token) {
        return new ServerApiEvent.EnterRoom(room, "me", token, Optional.empty());
    }

    private static ServerApiEvent.ParticipantTokenIssued token(String conference, String token) {
        return new ServerApiEvent.ParticipantTokenIssued(conference, "SIP/me", Secret.of(token));
    }

    private static ConferenceStateSnapshot snapshot(LaneHarness stage) {
        stage.settle();
        return stage.manager(ConferenceStateManager.class).snapshot();
    }

    private static List<String> told(LaneHarness stage) {
        return stage.events(ConferenceStateEvent.class).stream()
                .filter(event -> event instanceof ConferenceStateEvent.InRoomCredentialsChanged
                        || event instanceof ConferenceStateEvent.InRoomConferenceChanged)
                .map(event -> event instanceof ConferenceStateEvent.InRoomCredentialsChanged ? "credentials" : "conference")
                .toList();
    }
}
