/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.SendKeyFrame;
import org.sipconnector.testkit.Scenario;

/** What the other side says inside the call. */
class DialogRequestsTest {

    @Scenario
    void anInfoOfTheClientsOwnTypeIsToldWithItsBody(LaneHarness stage) {
        Scene.inCall(stage);
        info(stage, "application/x-own", "{\"page\":3}");

        assertThat(stage.events(CallEvent.NewInfo.class))
                .containsExactly(new CallEvent.NewInfo(Originator.REMOTE, "application/x-own", "{\"page\":3}"));
    }

    @Scenario
    void aToneIsToldAsSuch(LaneHarness stage) {
        Scene.inCall(stage);
        info(stage, "application/dtmf-relay", "Signal=5\r\nDuration=120");

        assertThat(stage.events(CallEvent.NewDtmf.class)).containsExactly(new CallEvent.NewDtmf(Originator.REMOTE, "5"));
        assertThat(stage.events(CallEvent.NewInfo.class)).isEmpty();
    }

    @Scenario
    void aToneIsReadAsEachKindOfTelephoneWritesIt(LaneHarness stage) {
        Scene.inCall(stage);
        info(stage, "application/dtmf-relay; charset=utf-8", "Signal = 5\nDuration = 160");
        info(stage, "Application/DTMF", "#\r\n");
        info(stage, "application/dtmf", "signal=*\r\n");

        info(stage, "application/dtmf-relay", "Signal=11\r\n");

        assertThat(stage.events(CallEvent.NewDtmf.class)).extracting(CallEvent.NewDtmf::tone).containsExactly("5", "#", "*", "11");
    }

    @Scenario
    void keysThatAreNotUnderstoodAreToldAsTheyCame(LaneHarness stage) {
        Scene.inCall(stage);
        info(stage, "application/dtmf", "12");

        assertThat(stage.events(CallEvent.NewDtmf.class)).isEmpty();
        assertThat(stage.events(CallEvent.NewInfo.class)).containsExactly(new CallEvent.NewInfo(Originator.REMOTE, "application/dtmf", "12"));
    }

    @Scenario
    void aWishForAWholePictureGetsAKeyFrameOnTheMainVideo(LaneHarness stage) {
        Scene.inCall(stage);
        info(stage, "application/media_control+xml; charset=utf-8", "<?xml version=\"1.0\"?><media_control><vc_primitive>"
                + "<to_encoder><picture_fast_update/></to_encoder></vc_primitive></media_control>");

        assertThat(stage.command(SendKeyFrame.class)).isEqualTo(new SendKeyFrame(Scene.peer(stage), "video"));
    }

    @Scenario
    void otherMediaControlGetsNone(LaneHarness stage) {
        Scene.inCall(stage);
        info(stage, "application/media_control+xml", "<media_control><general_error>picture_fast_update</general_error></media_control>");
        info(stage, "text/plain", "<picture_fast_update/>");

        assertThat(stage.commands()).noneMatch(SendKeyFrame.class::isInstance);
    }

    @Scenario
    void aWishToTransferIsTold(LaneHarness stage) {
        Scene.inCall(stage);
        List<Header> headers = List.of(new Header("Refer-To", "<sip:200@example.org>"));
        stage.post(new SipEvent.DialogRequestReceived(Scene.UA, Scene.dialog(stage), "REFER", headers, Optional.empty()));

        assertThat(stage.events(CallEvent.Refer.class)).containsExactly(new CallEvent.Refer(headers));
    }

    private static void info(LaneHarness stage, String type, String body) {
        stage.post(new SipEvent.DialogRequestReceived(Scene.UA, Scene.dialog(stage), "INFO", List.of(),
                Optional.of(new SipBody(type, body))));
    }
}
