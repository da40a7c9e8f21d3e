/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.sipconnector.testkit.LaneHarness;

/** What an operator reads of a connector's life, line by line: reviewed, with no line too many. */
class OperatorLogTest {

    private static final String CHECK = "check server, transport and tls.trust in the connector's file, and that the server runs";

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final WholeConnector all = new WholeConnector(new LaneHarness());

    @Test
    void anHourWithThreeCallsALostNetworkAndARedialIsAFewLines() {
        List<String> lines = logged(() -> {
            all.soon(all.manager(AutoConnectorManager.class).start());
            all.soon(all.connector().call(CallParameters.to("600"), false));
            all.enters("600");
            all.stage.advance(QUARTER);
            all.soon(all.connector().hangUp());

            all.rings();
            all.soon(all.connector().answerToIncomingCall(CallParameters.to("caller")));
            all.stage.advance(QUARTER);
            all.dialog().bye();

            all.stage.advance(Duration.ofMinutes(1));
            all.soon(all.connector().call(CallParameters.to("700"), true));
            all.stage.advance(QUARTER);
            all.manners.reachable = false;
            all.manners.remembers = false;
            all.sip.connected().get(0).lose("Connection reset");
            all.stage.advance(Duration.ofSeconds(12));
            all.manners.reachable = true;
            all.stage.advance(Duration.ofMinutes(2));
            all.soon(all.connector().hangUp());
            all.soon(all.connector().disconnect());
        });

        assertThat(lines).containsExactly(
                "test: connecting, to stay connected",
                "test: connected to sip.example.org over WSS as sip:1001@sip.example.org, registered",
                "test: in call with 600",
                "test: in room 600",
                "test: call with 600 is over: hung up, by this side",
                "test: call from caller",
                "test: in call with caller",
                "test: call with caller is over: hung up, by the other side",
                "test: in call with 700",
                "test: connection lost: Connection reset",
                "test: could not connect: Connection refused: " + CHECK,
                "test: registered again",
                "test: call with 700 is over: 481 Call Does Not Exist",
                "test: the call is set up again in 1000 ms, attempt 1",
                "test: in call with 700",
                "test: the call is there again after attempt 1",
                "test: call with 700 is over: hung up, by this side",
                "test: disconnected");
    }

    @Test
    void aServerThatIsAwayForAnHourIsToldOnceAndSummedUp() {
        List<String> lines = logged(() -> {
            all.manners.reachable = false;
            all.manager(AutoConnectorManager.class).start();
            all.stage.advance(Duration.ofHours(1));
            all.manners.reachable = true;
            all.stage.advance(Duration.ofMinutes(5));
        });

        assertThat(lines).containsExactly(
                "test: connecting, to stay connected",
                "test: could not connect: Connection refused: " + CHECK,
                "test: trying again in 3 s and so on, 30 times",
                "WARNING test: not connected after 30 attempts; looking for the server every 15 s",
                "test: connected to sip.example.org over WSS as sip:1001@sip.example.org, registered",
                "test: connected again after 909 attempts that failed");
    }

    @Test
    void aCallThatIsGivenUpIsToldWithoutNamesOfClasses() {
        List<String> lines = logged(() -> {
            all.soon(all.manager(AutoConnectorManager.class).start());
            all.soon(all.connector().call(CallParameters.to("600"), true));
            all.manners.reachable = false;
            all.manners.remembers = false;
            all.sip.connected().get(0).lose("Connection reset");
            all.stage.advance(Duration.ofMinutes(2));
        });

        assertThat(lines).containsExactly(
                "test: connecting, to stay connected",
                "test: connected to sip.example.org over WSS as sip:1001@sip.example.org, registered",
                "test: in call with 600",
                "test: connection lost: Connection reset",
                "test: could not connect: Connection refused: " + CHECK,
                "test: connecting anew: periodic-ping-failed",
                "test: call with 600 is over: connecting anew: periodic-ping-failed",
                "test: waiting for the connection before the call is set up again",
                "test: disconnected",
                "test: trying again in 3 s and so on, 30 times",
                "WARNING test: the call is not set up again: the connection did not come back in time: connect it with sip:connect, then call"
                        + " again");
    }

    @Test
    void whoDrainsAndReopensAConnectorReadsWhichOne() {
        List<String> lines = logged(() -> {
            all.soon(all.connector().drain());
            all.soon(all.connector().undrain());
        });

        assertThat(lines).containsExactly("test: drained: no new calls are taken", "test: reopened: calls are taken again");
    }

    @Test
    void aResolutionThatIsNotUnderstoodIsToldOnceAndOfWhichConnector() {
        all.inCall();
        all.soon(all.stage.manager(VideoSendingBalancerManager.class).startBalancing());
        List<String> lines = logged(() -> {
            all.dialog().told("application/vinteo.webrtc.maincam", List.of(new Header("x-webrtc-maincam", "MAXMAINCAMRESOLUTION"),
                    new Header("x-webrtc-maincam-resolution", "wide")));
            all.stage.advance(Duration.ofMinutes(1));
        });

        assertThat(lines).containsExactly("WARNING test: the server's resolution 'wide' is not understood: the camera is not limited");
    }

    @Test
    void mediaThatNobodyStoppedIsAWarningWhenItIsLost() {
        assertThat(linesWhenMediaIsLost("the helper process ended"))
                .containsExactly("WARNING test: the call's peer connection was lost and is made again: the helper process ended");
    }

    @Test
    void mediaThatIsStoppedAsForAnUpdateIsNoWarning() {
        assertThat(linesWhenMediaIsLost(MediaEngineLost.STOPPED))
                .containsExactly("test: the call's peer connection was lost and is made again: the media engine has ended");
    }

    private List<String> linesWhenMediaIsLost(String reason) {
        all.inCall();
        List<String> lines = logged(() -> {
            all.media.die(true, reason);
            all.stage.advance(Duration.ofSeconds(1));
        });
        return lines.stream().filter(line -> line.contains("peer connection")).toList();
    }

    private static List<String> logged(Runnable story) {
        try (OperatorLog log = new OperatorLog()) {
            story.run();
            return log.lines();
        }
    }
}
