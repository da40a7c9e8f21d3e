/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.Scenario;

/** A call that this side refuses before it is sent was not lost by the network: nobody calls it again. */
class RefusedHereTest {

    @Scenario
    void aNumberWithAngleBracketsIsNotRedialled(LaneHarness stage) {
        assertThat(refused(new WholeConnector(stage).connected(), CallParameters.to("a<b>"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number: 'a<b>'").hasMessageContaining("angle bracket");
    }

    @Scenario
    void aNumberWithASpaceIsNotRedialled(LaneHarness stage) {
        assertThat(refused(new WholeConnector(stage).connected(), CallParameters.to("a b"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Scenario
    void aNumberWithALineBreakIsNotRedialledAndShownInOneLine(LaneHarness stage) {
        assertThat(refused(new WholeConnector(stage).connected(), CallParameters.to("600\r\nVia: x"))).isInstanceOf(IllegalArgumentException.class)
                .message().doesNotContain("\n");
    }

    @Scenario
    void aNumberThatIsBlankIsNotRedialled(LaneHarness stage) {
        assertThat(refused(new WholeConnector(stage).connected(), CallParameters.to(" "))).isInstanceOf(IllegalArgumentException.class);
    }

    @Scenario
    void aCallWithoutAConnectionIsNotMadeWhenThereIsOneLater(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        assertThat(refused(all, CallParameters.to("600"))).isInstanceOf(CallNotPossibleException.class);
        all.connected();
        stage.advance(Duration.ofMinutes(1));

        assertThat(stage.commands(Invite.class)).isEmpty();
    }

    @Scenario
    void aCallWithoutAMediaEngineIsNotRedialled(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.manners.engine = false;

        assertThat(refused(all, CallParameters.to("600"))).isInstanceOf(CallNotPossibleException.class);
    }

    @Scenario
    void aCallWhoseSourceIsMissingIsNotRedialled(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.manners.missingSources.add("tone:880");

        assertThat(refused(all, CallParameters.to("600").withStream(Situations.STREAM))).isInstanceOf(CallFailedException.class);
    }

    /** The error of a call that is to be redialled when it is lost, and is not. */
    private static Throwable refused(WholeConnector all, CallParameters parameters) {
        Throwable error = all.refused(all.facade().callToServer(CallToServerParameters.of(parameters).withAutoRedial(true), "c"));
        int begun = all.stage.events(CallEvent.StartCall.class).size();
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
        all.stage.advance(Duration.ofMinutes(1));

        assertThat(all.stage.commands(Invite.class)).isEmpty();
        assertThat(all.stage.events(CallEvent.StartCall.class)).as("calls that were begun").hasSize(begun);
        return error;
    }
}
