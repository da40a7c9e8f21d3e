/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.testkit.LaneHarness;

/** The end of one call is not taken for that of another that has been prepared, asked for or begun by then. */
class EndOfAnotherCallTest {

    private static final PeerId SECOND = new PeerId("second");
    private static final CallParameters TO_601 = CallParameters.to("601");

    private final LaneHarness stage = new LaneHarness();
    private final WholeConnector all = new WholeConnector(stage);

    @Test
    void eachCallIsNamedByItsBeginningAndItsEnd() {
        PeerId first = all.inCall();
        all.soon(all.connector().hangUp());
        PeerId second = all.soon(all.connector().call(TO_601, false));
        all.dialog().bye();
        stage.advance(WholeConnector.MOMENT);

        assertThat(stage.events(CallEvent.StartCall.class)).extracting(event -> event.peer().orElseThrow()).containsExactly(first, second);
        assertThat(stage.events(CallEvent.EndCall.class)).extracting(event -> event.peer().orElseThrow()).containsExactly(first);
        assertThat(stage.events(CallEvent.Ended.class)).extracting(event -> event.peer().orElseThrow()).containsExactly(first, second);
        assertThat(stage.events(CallEvent.EndedFromServer.class)).extracting(event -> event.peer().orElseThrow()).containsExactly(second);
    }

    @Test
    void aCallThatIsPreparedWhileAnotherIsHungUpIsSetUpAgain() {
        all.inCall();
        all.manager(CallReconnectManager.class).arm(TO_601, RedialPolicy.STANDARD, SECOND);
        all.soon(all.call().endCall());
        all.soon(all.call().startCall(TO_601, SECOND));

        isSetUpAgain();
    }

    @Test
    void aCallThatIsPreparedWhileAnotherIsLostBeginsWhenItIsAskedFor() {
        all.inCall();
        all.manager(CallReconnectManager.class).arm(TO_601, RedialPolicy.STANDARD, SECOND);
        all.soon(all.call().lose("the network"));
        stage.advance(Duration.ofSeconds(30));
        assertThat(stage.events(CallEvent.StartCall.class)).as("calls begun by then").hasSize(1);
        all.soon(all.call().startCall(TO_601, SECOND));

        isSetUpAgain();
    }

    @Test
    void theEndOfACallThatIsSetUpAgainDoesNotDisarmTheOneThatIsPrepared() {
        Situations.attempting(all);
        all.manners.obliging();
        all.soon(all.manager(CallReconnectManager.class).arm(TO_601, RedialPolicy.STANDARD, SECOND));
        all.soon(all.call().startCall(TO_601, SECOND));

        isSetUpAgain();
    }

    /** The call of the attempt is ended by that: it is none that could be lost. */
    @Test
    void whatIsArmedWithoutANameWhileAnAttemptDialsIsForTheNextCall() {
        Situations.attempting(all);
        all.manners.obliging();
        all.soon(all.manager(CallReconnectManager.class).arm(TO_601, RedialPolicy.STANDARD));
        all.soon(all.call().startCall(TO_601, SECOND));

        isSetUpAgain();
    }

    /** The second is over first: it is refused because the first is up, and is watched no more. */
    @Test
    void aSecondCallThatIsRefusedLeavesTheFirstWatched() {
        all.connected();
        all.soon(all.connector().call(TO_601, true));
        assertThat(all.refused(all.connector().call(CallParameters.to("602"), true))).isInstanceOf(CallInProgressException.class);

        isSetUpAgain();
    }

    /** Another call begins and ends at the call manager before the one that was asked for has begun: hanging up ends that, too. */
    @Test
    void aHangUpEndsTheCallAskedForThoughAnotherBeganMeanwhile() {
        all.connected();
        CompletionStage<PeerId> called = all.connector().call(TO_601, false);
        CompletionStage<PeerId> other = all.call().startCall(CallParameters.to("602"));
        all.call().endCall();
        CompletionStage<Void> hungUp = all.connector().hangUp();
        stage.advance(WholeConnector.MOMENT);

        stage.result(hungUp);
        assertThat(stage.failure(other)).isInstanceOf(CallFailedException.class);
        assertThat(stage.failure(called)).isInstanceOf(CallFailedException.class);
        assertThat(all.call().snapshot().number()).isEmpty();
    }

    private void isSetUpAgain() {
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.ARMED);
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        stage.advance(Duration.ofSeconds(10));
        assertThat(all.call().isCallActive()).as("whether a call is up").isTrue();
        assertThat(all.call().snapshot().number()).as("who was called again").hasValue("601");
    }
}
