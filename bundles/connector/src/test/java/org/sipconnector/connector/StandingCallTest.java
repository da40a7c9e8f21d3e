package org.sipconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.connector.Cast.answer;
import static org.sipconnector.connector.Cast.asked;
import static org.sipconnector.connector.Cast.call;
import static org.sipconnector.connector.Cast.refuse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.Stage;
import org.sipconnector.testkit.StandIn;

/** A connector whose configuration keeps it in a room. */
class StandingCallTest {

    private static final String START = "CallManager.startCall";
    private static final ConnectorConfiguration BEFORE = Stage.standardConfiguration().build();
    private static final ConnectorConfiguration STANDING = Stage.standardConfiguration()
            .call(new CallDefaults(Optional.of("silence"), Optional.empty(), true, Optional.of("600"))).build();

    private static Stage standing(Stage stage) {
        return Cast.on(stage.configure(STANDING)).post(Cast.connected()).advance(Duration.ofMillis(1));
    }

    private static long calls(Stage stage) {
        return asked(stage).stream().filter(START::equals).count();
    }

    @Scenario
    void theRoomIsCalledAsSoonAsTheConnectorIsConnected(Stage stage) {
        standing(stage);

        assertThat(calls(stage)).isEqualTo(1);
    }

    @Scenario
    void withoutTheKeyNobodyIsCalled(Stage stage) {
        Cast.on(stage).post(Cast.connected()).advance(Duration.ofMinutes(5));

        assertThat(asked(stage)).isEmpty();
    }

    @Scenario
    void aCallThatFailsIsMadeAgainAfterAPause(Stage stage) {
        standing(stage).post(refuse("startCall", new IllegalStateException("486")));
        stage.advance(Duration.ofSeconds(4));
        assertThat(calls(stage)).isEqualTo(1);

        stage.advance(Duration.ofSeconds(2));
        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void aCallThatTheServerEndsIsMadeAgain(Stage stage) {
        standing(stage).post(call(CallState.IN_CALL)).post(answer("startCall", new PeerId("p"))).post(call(CallState.IDLE));
        stage.advance(Duration.ofSeconds(6));

        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void aHangUpHoldsUntilTheNextConnect(Stage stage) {
        standing(stage).post(call(CallState.IN_CALL)).post(answer("startCall", new PeerId("p")));
        stage.manager(SipConnector.class).hangUp();
        stage.settle().post(call(CallState.IDLE)).advance(Duration.ofMinutes(10));
        stage.post(Cast.disconnected()).post(Cast.connected()).advance(Duration.ofMinutes(10));
        assertThat(calls(stage)).isEqualTo(1);
        assertThat(stage.manager(SipConnector.class).snapshot().roomHeld()).isTrue();

        stage.manager(SipConnector.class).disconnect();
        stage.settle().post(Cast.disconnected()).post(Cast.connected()).advance(Duration.ofMillis(1));
        assertThat(calls(stage)).isEqualTo(2);
        assertThat(stage.manager(SipConnector.class).snapshot().roomHeld()).isFalse();
    }

    @Scenario
    void whereRedialHasReachedItsLimitTheRoomIsCalledAgain(Stage stage) {
        isCalledAgainAfter(CallReconnectState.LIMIT_REACHED, stage);
    }

    @Scenario
    void whereRedialHasGivenUpTheConnectionTheRoomIsCalledAgainOverTheNext(Stage stage) {
        isCalledAgainAfter(CallReconnectState.ERROR_TERMINAL, stage);
    }

    private static void isCalledAgainAfter(CallReconnectState givenUp, Stage stage) {
        standing(stage).post(call(CallState.IN_CALL)).post(answer("startCall", new PeerId("p")));
        stage.post(Cast.redial(CallReconnectState.BACKOFF)).post(call(CallState.IDLE)).post(Cast.disconnected())
                .post(Cast.connected()).advance(Duration.ofMinutes(1));
        assertThat(calls(stage)).as("redial has its turn").isEqualTo(1);

        stage.post(Cast.redial(givenUp)).advance(Duration.ofMillis(1));
        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void whatWasMutedInTheRoomStaysSoWhenItIsCalledAgain(Stage stage) {
        MutedMedia byBoth = new MutedMedia(List.of(MediaKind.AUDIO), List.of(), List.of(MediaKind.VIDEO));
        standing(stage).post(call(CallState.IN_CALL)).post(answer("startCall", new PeerId("p")))
                .post(call(CallState.IN_CALL, byBoth)).post(Cast.redial(CallReconnectState.BACKOFF)).post(call(CallState.IDLE))
                .post(Cast.disconnected()).post(Cast.connected()).post(Cast.redial(CallReconnectState.LIMIT_REACHED))
                .advance(Duration.ofMinutes(1));
        assertThat(muted(stage)).as("an order to the former participant is a request to the next").containsExactly(MutedMedia.NONE,
                new MutedMedia(List.of(MediaKind.AUDIO), List.of(MediaKind.VIDEO), List.of()));

        stage.post(call(CallState.IN_CALL)).post(answer("startCall", new PeerId("q"))).post(call(CallState.IDLE))
                .advance(Duration.ofMinutes(1));
        assertThat(muted(stage)).as("what was unmuted there stays unmuted").endsWith(MutedMedia.NONE).hasSize(3);
    }

    @Scenario
    void aNewConnectionByHandMutesNothing(Stage stage) {
        standing(stage).post(call(CallState.IN_CALL, MutedMedia.here(MediaKind.AUDIO))).post(answer("startCall", new PeerId("p")));
        stage.manager(SipConnector.class).disconnect();
        stage.settle().post(call(CallState.IDLE)).post(Cast.disconnected()).post(Cast.connected()).advance(Duration.ofMillis(1));

        assertThat(muted(stage)).containsExactly(MutedMedia.NONE, MutedMedia.NONE);
    }

    private static List<MutedMedia> muted(Stage stage) {
        return stage.events(StandIn.Asked.class).stream().filter(asked -> asked.name().equals(START))
                .map(asked -> ((CallParameters) asked.arguments().get(0)).muted()).toList();
    }

    @Scenario
    void onTheWayOutTheRoomIsNotCalledAgain(Stage stage) {
        standing(stage).post(call(CallState.IN_CALL)).post(answer("startCall", new PeerId("p")));
        stage.manager(SipConnector.class).disconnect();
        stage.settle().post(call(CallState.IDLE)).advance(Duration.ofMinutes(1));
        assertThat(calls(stage)).isEqualTo(1);

        stage.post(Cast.disconnected()).post(Cast.connected()).advance(Duration.ofMillis(1));
        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void whereTheKeyIsRemovedTheCallEndsAndIsNotMadeAgain(Stage stage) {
        Cast.on(stage.configure(BEFORE)).post(Cast.connected()).post(call(CallState.IN_CALL))
                .post(new ConfigurationChanged(STANDING, BEFORE)).post(call(CallState.IDLE)).advance(Duration.ofMinutes(10));

        assertThat(asked(stage)).contains("CallManager.endCall");
        assertThat(calls(stage)).isZero();
    }
}
