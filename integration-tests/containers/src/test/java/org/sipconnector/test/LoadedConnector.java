/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaFlow;

/** One connector under load, and what it went through. */
final class LoadedConnector {

    /** Between two of a connector's operations: a lively call, not a saturated machine, whose gaps would tell of its queue. */
    private static final int PAUSE_MILLIS = Integer.getInteger("load.pause", 200);

    private final ConferenceSimulator simulator;
    private final Connector connector;
    private final SipConnectorFacade facade;
    private final String user;
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> setUps = Collections.synchronizedList(new ArrayList<>());
    private final List<CompletableFuture<Void>> loops = new ArrayList<>();
    private final OperationWaits waits;
    private volatile boolean talking = true;
    private volatile int said;
    private volatile int told;
    private volatile MediaEngine engine;
    private boolean withMedia;

    LoadedConnector(Connectors connectors, ConferenceSimulator simulator, String user, OperationWaits waits) {
        this.simulator = simulator;
        this.waits = waits;
        this.user = user;
        this.connector = connectors.open(ConnectorConfiguration.builder(user)
                .server("127.0.0.1:" + simulator.addresses().wsPort().getAsInt()).domain(simulator.addresses().domain())
                .transport(Transport.WS).account(user, Secret.of("pw")).build());
        this.facade = connector.manager(SipConnectorFacade.class);
    }

    String user() {
        return user;
    }

    int said() {
        return said;
    }

    int failures() {
        return failures.size();
    }

    List<Duration> setUps() {
        return List.copyOf(setUps);
    }

    void connect() {
        assertTrue(user, get(facade.connectToServer()).successful());
    }

    void call(String room, boolean media) {
        withMedia = media;
        get(facade.callToServer(parameters(room, media)));
    }

    private static CallToServerParameters parameters(String room, boolean media) {
        CallParameters call = CallParameters.to(room);
        CallParameters quiet = call.withStream(LocalStream.of("quiet", Optional.of("silence"), Optional.empty()))
                .withDirections(Direction.INACTIVE, Direction.INACTIVE).withReceiving(false, false);
        return CallToServerParameters.of(media ? call : quiet).withAutoRedial(false);
    }

    /** The client says numbers by INFO, the server says numbers by INFO, each waiting for the answer before the next. */
    void talkBothWays(BundleContext context) {
        engine = context.getService(context.getServiceReference(MediaEngine.class));
        loops.add(again(() -> {
            long begin = System.nanoTime();
            return connector.manager(ServerApiManager.class).sendStats(said + 1).thenRun(() -> {
                waits.operation(begin);
                said++;
            });
        }));
        loops.add(again(() -> simulator.tell(user, new ServerCommand.Notification(
                "{\"cmd\":\"WebcastStarted\",\"body\":{\"conference\":\"" + told + "\",\"type\":\"hls\"}}"))
                .thenRun(() -> told++)));
    }

    void callAndHangUpAgainAndAgain() {
        loops.add(again(() -> {
            long start = System.nanoTime();
            return facade.callToServer(parameters("lobby-" + user, false))
                    .thenRun(() -> setUps.add(Duration.ofNanos(System.nanoTime() - start)))
                    .thenCompose(called -> facade.hangUp()).thenCompose(hungUp -> idle());
        }));
    }

    private CompletionStage<Void> idle() {
        return connector.manager(CallManager.class).snapshot().state() == CallState.IDLE
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS))
                        .thenCompose(again -> idle());
    }

    private CompletableFuture<Void> again(java.util.function.Supplier<CompletionStage<Void>> step) {
        if (!talking) {
            return CompletableFuture.completedFuture(null);
        }
        return step.get().handle((done, error) -> {
            if (error != null) {
                failures.add(error);
            }
            return error == null;
        }).thenComposeAsync(fine -> fine ? again(step) : CompletableFuture.completedFuture(null),
                CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)).toCompletableFuture();
    }

    void stopTalking() {
        talking = false;
    }

    void awaitSilence() {
        loops.forEach(LoadedConnector::get);
    }

    void assertInCall() throws Exception {
        assertEquals(user, CallState.IN_CALL, connector.manager(CallManager.class).snapshot().state());
        if (withMedia) {
            long before = frames();
            Await.until(user + " goes on receiving pictures", () -> frames() > before);
        }
    }

    private long frames() {
        return facade.activePeer().flatMap(engine::flow).map(MediaFlow::framesReceived).orElse(0L);
    }

    void assertNoFailures() {
        assertEquals(user, List.of(), failures);
        assertTrue(user + " made calls", setUps.size() > 0);
    }

    void assertTalkedWithoutLoss(List<Integer> heard) throws Exception {
        assertEquals(user, List.of(), failures);
        assertTrue(user + " said something", said > 0 && told > 0);
        Await.until(user + " heard all", () -> heard.size() >= told);
        assertEquals(user + " heard each number once and in order", IntStream.range(0, told).boxed().toList(),
                List.copyOf(heard));
        assertEquals(user, said, present().reports().incomingBitrate().orElse(0));
        List<Integer> numbers = present().reports().requests().stream()
                .flatMap(request -> request.header("x-webrtc-available-incoming-bitrate").stream()).map(Integer::valueOf).toList();
        assertEquals(user + " was heard in order",
                IntStream.range(said - numbers.size() + 1, said + 1).boxed().toList(), numbers);
    }

    private ParticipantSnapshot present() {
        return simulator.snapshot().participant(user).orElseThrow(() -> new AssertionError(
                user + " is gone from the room; its call: " + connector.manager(CallManager.class).snapshot()));
    }

    void close() {
        get(connector.close());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
