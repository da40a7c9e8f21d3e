/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.callreconnect.CallReconnectState.ARMED;
import static org.sipconnector.api.callreconnect.CallReconnectState.BACKOFF;
import static org.sipconnector.api.callreconnect.CallReconnectState.IDLE;
import static org.sipconnector.testkit.Operations.START_CALL;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** What happens to one call says nothing about another that is watched, or will be when it has begun. */
class TwoCallsTest {

    /** The one that the fixtures show when a call is up. */
    private static final PeerId FIRST = CallReconnectFixtures.PEER;
    private static final PeerId SECOND = new PeerId("second");

    @Scenario
    void aHangUpOfTheFirstCallLeavesTheSecondWatched(LaneHarness stage) {
        CallReconnectFixtures cast = armedForTheSecond(stage);
        stage.post(new CallEvent.EndCall(Optional.of(FIRST)));
        stage.post(new CallEvent.Ended(CallReconnectFixtures.BYE, Optional.of(FIRST)));
        assertThat(cast.state()).isEqualTo(ARMED);

        isSetUpWhenLost(cast);
    }

    @Scenario
    void theLossOfTheFirstCallDoesNotSetUpTheSecondThatHasNotBegun(LaneHarness stage) {
        CallReconnectFixtures cast = armedForTheSecond(stage);
        stage.post(new CallEvent.Ended(CallReconnectFixtures.NETWORK, Optional.of(FIRST)));
        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.last(CallReconnectEvent.TerminationClassified.class).redial()).isFalse();

        isSetUpWhenLost(cast);
    }

    @Scenario
    void theEndOfTheSecondCallDisarmsItAndThatOfAThirdSaysNothingMore(LaneHarness stage) {
        CallReconnectFixtures cast = armedForTheSecond(stage);
        stage.post(new CallEvent.Ended(CallReconnectFixtures.BYE, Optional.of(SECOND)));
        assertThat(cast.state()).isEqualTo(IDLE);
        stage.post(new CallEvent.Ended(CallReconnectFixtures.NETWORK, Optional.of(FIRST)));

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.asked(START_CALL)).isZero();
    }

    @Scenario
    void theFailureOfTheFirstCallLeavesTheSecondWatched(LaneHarness stage) {
        CallReconnectFixtures cast = armedForTheSecond(stage);
        stage.post(new CallEvent.Failed(CallReconnectFixtures.BUSY, Optional.of(FIRST)));

        isSetUpWhenLost(cast);
    }

    /** Without a name it is armed for the call that comes, as the one that is there is being left. */
    @Scenario
    void whatIsArmedWhileACallIsBeingEndedIsForTheNext(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage).isCall(CallState.DISCONNECTING, CallRole.PARTICIPANT);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        stage.post(new CallEvent.Ended(CallReconnectFixtures.BYE, Optional.of(FIRST)));
        assertThat(cast.state()).isEqualTo(ARMED);

        stage.post(new CallEvent.StartCall("600", false, List.of(), Optional.of(SECOND)));
        isSetUpWhenLost(cast);
    }

    @Scenario
    void whatIsArmedWithoutANameIsForTheCallThatIsUp(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage).isCall(CallState.IN_CALL, CallRole.PARTICIPANT);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        stage.post(new CallEvent.EndCall(Optional.of(FIRST)));

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.last(CallReconnectEvent.Cancelled.class).reason()).isEqualTo(DisarmReason.DISARM);
    }

    @Scenario
    void theCallOfAnAttemptThatSucceededIsTheOneThatIsWatched(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS, RedialPolicy.STANDARD, SECOND);
        stage.post(new CallEvent.Ended(CallReconnectFixtures.NETWORK, Optional.of(SECOND)));
        cast.passes(1_000).callSucceeds();
        stage.post(new CallEvent.EndCall(Optional.of(SECOND)));
        assertThat(cast.state()).as("after the end of a call that is long gone").isEqualTo(ARMED);
        stage.post(new CallEvent.EndCall(Optional.of(FIRST)));

        assertThat(cast.state()).isEqualTo(IDLE);
    }

    @Scenario
    void whatIsMutedInTheFirstCallIsNotInTheSecond(LaneHarness stage) {
        CallReconnectFixtures cast = armedForTheSecond(stage);
        stage.post(new CallEvent.Muted(MutedMedia.here(MediaKind.AUDIO)));
        stage.post(new CallEvent.Ended(CallReconnectFixtures.NETWORK, Optional.of(SECOND)));
        cast.passes(1_000);

        assertThat(stage.requests(START_CALL))
                .extracting(asked -> asked.arguments().get(0)).containsExactly(CallReconnectFixtures.PARAMETERS);
    }

    @Scenario
    void aFirstCallThatOnlyWatchesDoesNotForbidToWatchTheSecond(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage).isCall(CallState.IN_CALL, CallRole.spectator("1", false));
        cast.redial().arm(CallReconnectFixtures.PARAMETERS, RedialPolicy.STANDARD, SECOND);

        assertThat(cast.state()).isEqualTo(ARMED);
    }

    /** A call manager of a version that named no call means the one that is up. */
    @Scenario
    void anEndWithoutANameIsThatOfTheCallWatched(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS, RedialPolicy.STANDARD, SECOND);
        cast.hangsUp();

        assertThat(cast.state()).isEqualTo(IDLE);
    }

    private static CallReconnectFixtures armedForTheSecond(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage).isCall(CallState.IN_CALL, CallRole.PARTICIPANT);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS, RedialPolicy.STANDARD, SECOND);
        stage.settle();
        return cast;
    }

    private static void isSetUpWhenLost(CallReconnectFixtures cast) {
        cast.stage().post(new CallEvent.Ended(CallReconnectFixtures.NETWORK, Optional.of(SECOND)));
        assertThat(cast.state()).isEqualTo(BACKOFF);
    }
}
