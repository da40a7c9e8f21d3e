/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;

/** One sequence of steps over a whole connector, with what must hold after each of them and at the end. */
final class Play {

    private static final int MOST_LOST = 8;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration LONG = Duration.ofDays(1);

    final WholeConnector all;
    private final Invariants invariants;
    private final List<Promise> promises = new ArrayList<>();
    private int calls;
    private int ringing;
    private int givingUp;
    /** Until then what another process had begun is brought to its end, which nobody here has asked for. */
    private Instant formerWorkUntil = Instant.MIN;
    /** Whether another process left something under way that may give connects up. */
    private boolean formerWork;

    /**
     * What was asked for, and until when it must be answered.
     *
     * @param givingUp how often somebody had asked for what gives a connect up, this included
     * @param alone    whether nothing of that was under way then
     */
    private record Promise(String what, CompletionStage<?> stage, Instant until, int givingUp, boolean alone) {

        /** What may take the place of a connect. */
        private static final Set<String> GIVE_CONNECTS_UP = Set.of("connect", "connectToServer", "disconnect", "disconnectFromServer",
                "startAutoConnect", "stopAutoConnect", "restart", "connectAndCall", "closeSession", "hangUp", "last disconnect");

        boolean open() {
            return !stage.toCompletableFuture().isDone();
        }

        boolean superseded() {
            CompletableFuture<?> outcome = stage.toCompletableFuture();
            return what.equals("connect") && outcome.isCompletedExceptionally()
                    && outcome.handle((value, error) -> SupersededException.is(error instanceof CompletionException ? error.getCause() : error))
                            .join();
        }
    }

    Play() {
        this(new WholeConnector(new LaneHarness().keepImages(MOST_LOST)));
    }

    Play(WholeConnector all) {
        this.all = all;
        invariants = new Invariants(all);
    }

    LaneHarness stage() {
        return all.stage;
    }

    Manners manners() {
        return all.manners;
    }

    <M> M manager(Class<M> api) {
        return all.manager(api);
    }

    SipConnector connector() {
        return all.connector();
    }

    SipConnectorFacade facade() {
        return all.facade();
    }

    VideoSendingBalancerManager balancer() {
        return stage().manager(VideoSendingBalancerManager.class);
    }

    String nextCall() {
        return "call-" + ++calls;
    }

    LocalTrack screen() {
        return PlayStep.screen("screen-" + ++calls);
    }

    // ---- what steps do

    void asks(String what, CompletionStage<?> promise) {
        asks(what, promise, LIMIT);
    }

    /** Kept when something else ends that may last. */
    void waitsLong(String what, CompletionStage<?> promise) {
        asks(what, promise, LONG);
    }

    private void asks(String what, CompletionStage<?> promise, Duration limit) {
        boolean alone = !formerWork && stage().now().isAfter(formerWorkUntil)
                && promises.stream().noneMatch(other -> other.open() && Promise.GIVE_CONNECTS_UP.contains(other.what()));
        givingUp += Promise.GIVE_CONNECTS_UP.contains(what) ? 1 : 0;
        promises.add(new Promise(what, promise, stage().now().plus(limit), givingUp, alone));
    }

    void drains() {
        CompletionStage<Void> drain = connector().drain();
        waitsLong("drain", drain);
        invariants.drained(drain);
    }

    void undrains(String what) {
        invariants.undrained();
        asks(what, connector().undrain());
    }

    void calls(boolean lateOffer) {
        all.sip.connected().stream().findFirst().ifPresent(agent -> agent.call(new DialogId("incoming-" + ++ringing), lateOffer));
    }

    void restarts(Duration gap) {
        goesOn(() -> all.restarts(gap));
    }

    void isKilled(int lost, Duration gap) {
        goesOn(() -> all.isKilled(lost, gap));
        invariants.listenAnew();
    }

    /** Nobody in the next process waits for what this one was asked. */
    private void goesOn(Runnable inAnotherProcess) {
        stage().settle();
        formerWork |= promises.stream().anyMatch(former -> former.open() && Promise.GIVE_CONNECTS_UP.contains(former.what()));
        promises.clear();
        invariants.undrained();
        inAnotherProcess.run();
        invariants.begunAnew();
        formerWorkUntil = stage().now().plus(WholeConnector.MOMENT);
    }

    void says(String about, Header... headers) {
        all.sip.dialogs().forEach(dialog -> dialog.told("application/vinteo.webrtc." + about, List.of(headers)));
    }

    void comesIntoACall() {
        asks("connect", manager(ConnectionQueueManager.class).connect());
        stage().advance(WholeConnector.MOMENT);
        asks("call", connector().call(CallParameters.to("600"), true));
        stage().advance(WholeConnector.MOMENT);
    }

    void comesIntoARoom() {
        comesIntoACall();
        PlayStep.LETS_INTO_ROOM.act(this);
        stage().settle();
    }

    // ---- what must hold

    void run(List<Move> moves) {
        for (Move move : moves) {
            move.step().act(this);
            if (!move.atOnce()) {
                stage().settle();
                invariants.hold();
                everyPromiseIsKeptInTime();
            }
        }
        comesToRest();
    }

    private void everyPromiseIsKeptInTime() {
        if (promises.stream().anyMatch(promise -> promise.superseded() && promise.alone() && promise.givingUp() == givingUp)) {
            throw new AssertionError("a connect was told that it was superseded, by nobody");
        }
        promises.removeIf(promise -> !promise.open());
        promises.stream().filter(promise -> promise.until().isBefore(stage().now())).findFirst().ifPresent(late -> {
            throw new AssertionError("nobody has heard of '" + late.what() + "' for " + LIMIT);
        });
    }

    /** Everybody is obliging, the client ends everything, and time goes by. */
    private void comesToRest() {
        stage().settle();
        manners().obliging();
        stage().post(new NetworkEvent.Online(Set.of("192.0.2.7"))).advance(WholeConnector.MOMENT);
        all.sip.dialogs().forEach(ActingDialog::cancelled);
        undrains("last undrain");
        asks("last stopBalancing", balancer().stopBalancing());
        asks("last disarm", manager(CallReconnectManager.class).disarm());
        asks("last disconnect", connector().disconnect());
        stage().advance(Duration.ofSeconds(10));
        invariants.hold();
        stage().advance(LIMIT.plusSeconds(1));
        everyPromiseIsKeptInTime();
        promises.removeIf(promise -> !promise.open());
        if (!promises.isEmpty()) {
            throw new AssertionError("never answered: " + promises.stream().map(Promise::what).toList());
        }
        invariants.hold();
        List<String> left = all.leftovers();
        if (!left.isEmpty()) {
            throw new AssertionError("left when all is idle: " + left);
        }
        invariants.atRest();
    }
}
