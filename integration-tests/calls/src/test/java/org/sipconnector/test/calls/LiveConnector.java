/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.NetworkPolicy;
import org.sipconnector.api.autoconnector.TelephonyFailPolicy;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.Jitter;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.autoconnector.AutoConnectorManagerFactory;
import org.sipconnector.call.CallManagerFactory;
import org.sipconnector.callreconnect.CallReconnectManagerFactory;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.conferencestate.ConferenceStateManagerFactory;
import org.sipconnector.connection.ConnectionManagerFactory;
import org.sipconnector.connectionqueue.ConnectionQueueManagerFactory;
import org.sipconnector.http.Exchanges;
import org.sipconnector.incomingcall.IncomingCallManagerFactory;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.lane.CodeSwitch;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.Timers;
import org.sipconnector.presentation.PresentationManagerFactory;
import org.sipconnector.serverapi.ServerApiManagerFactory;
import org.sipconnector.simulator.SimulatorAddresses;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.stats.StatsManagerFactory;
import org.sipconnector.streamhealth.StreamHealthManagerFactory;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;
import org.sipconnector.videosendingbalancer.VideoSendingBalancerManagerFactory;

/** A connector as in a framework: a real lane, the managers of the call side, our own foundations. */
public final class LiveConnector implements AutoCloseable {

    private static final BalancerOptions BALANCING =
            new BalancerOptions(Duration.ofMillis(500), Duration.ofSeconds(1), Optional.empty());
    /** A changed network needs no probe: a connection that hangs would be waited for as long as a transaction lasts. */
    private static final AutoConnectorOptions RECONNECTING = new AutoConnectorOptions(Duration.ofMillis(200), 0,
            Duration.ofSeconds(15), error -> true, TelephonyFailPolicy.STANDARD, Duration.ofSeconds(2),
            NetworkPolicy.RECONNECT, NetworkPolicy.RECONNECT);
    private static final AtomicLong IDS = new AtomicLong();
    /** What a connection was made with is kept while it is up. */
    private static final int PARAMETERS = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public final EventRecorder ears = new EventRecorder();
    public final String user;
    private final Map<Class<? extends Event>, Runnable> moments = new ConcurrentHashMap<>();
    private final ExecutorService laneThread = Executors.newSingleThreadExecutor(task -> new Thread(task, "test-lane"));
    private final ExecutorService clients = Executors.newSingleThreadExecutor(task -> new Thread(task, "test-clients"));
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "test-clock"));
    private final Queue<ScheduledFuture<?>> timers = new ConcurrentLinkedQueue<>();
    private final List<Foundation> foundations;
    private final LaneCore lane;

    private final class Clock implements Timers {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Runnable schedule(Duration after, Runnable task) {
            ScheduledFuture<?> timer = clock.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
            timers.add(timer);
            return () -> timer.cancel(false);
        }
    }

    /** Nobody waits for a call: no timer runs, no promise is open, nothing is kept but what the connection was made with. */
    public void isAtRest() {
        Await.until(user + " is at rest", () -> runningTimers() == 0 && lane.waiting() == 0 && lane.held() <= PARAMETERS,
                () -> runningTimers() + " timers, " + lane.held() + " promises and objects, "
                        + lane.waiting() + " messages");
    }

    private long runningTimers() {
        return timers.stream().filter(timer -> !timer.isDone()).count();
    }

    public LiveConnector(RealRoom room, Exchanges http, String user) {
        this(room, http, user, room.simulator.addresses().wssPort().orElseThrow());
    }

    /** @param port that leads to the simulator's secure one */
    public LiveConnector(RealRoom room, Exchanges http, String user, int port) {
        this(room, http, user, port, room.engine);
    }

    /** @param media the engine of its peer connections */
    public LiveConnector(RealRoom room, Exchanges http, String user, int port, MediaEngine media) {
        this(room, http, user, port, media, CallDefaults.STANDARD);
    }

    /** @param calls what its configuration says of calls */
    public LiveConnector(RealRoom room, Exchanges http, String user, CallDefaults calls) {
        this(room, http, user, room.simulator.addresses().wssPort().orElseThrow(), room.engine, calls);
    }

    private LiveConnector(RealRoom room, Exchanges http, String user, int port, MediaEngine media, CallDefaults calls) {
        this.user = user;
        SimulatorAddresses addresses = room.simulator.addresses();
        ConnectorConfiguration configuration = ConnectorConfiguration.builder(user)
                .server(addresses.host() + ":" + port).domain(addresses.domain())
                .transport(Transport.WSS).webSocketPath(SimulatorAddresses.WEB_SOCKET_PATH).displayName(user).call(calls)
                .account(user, Secret.of(RealRoom.PASSWORD))
                .trust(TlsTrust.caFile(addresses.caFile().orElseThrow().toString())).build();
        lane = new LaneCore(configuration, new LaneRuntime(laneThread, clients, new Clock(), any -> 0.5,
                IDS::incrementAndGet, Duration.ofSeconds(30), 10_000), this::heard);
        for (ManagerFactory factory : List.of(new ConnectionManagerFactory(room.client),
                new CallManagerFactory(room.client, media, http), new ConferenceStateManagerFactory(),
                new ServerApiManagerFactory(room.client), new PresentationManagerFactory(media), new IncomingCallManagerFactory(room.client),
                new StatsManagerFactory(media), new VideoSendingBalancerManagerFactory(BALANCING, media),
                new StreamHealthManagerFactory(),
                new ConnectionQueueManagerFactory(), new AutoConnectorManagerFactory(RECONNECTING),
                new CallReconnectManagerFactory(CallReconnectOptions.STANDARD.withJitter(Jitter.NONE)))) {
            lane.onLane(() -> CodeSwitch.arrive(lane, factory));
        }
        foundations = List.of(room.client, media, http);
        foundations.forEach(foundation -> foundation.attach(configuration.id(), lane::post));
    }

    /** Does this once, the moment such an event is told. */
    public void at(Class<? extends Event> type, Runnable action) {
        moments.put(type, action);
    }

    private void heard(Event event) {
        moments.entrySet().stream().filter(moment -> moment.getKey().isInstance(event)).toList().forEach(moment -> {
            moments.remove(moment.getKey());
            moment.getValue().run();
        });
        ears.accept(event);
    }

    <M> M manager(Class<M> api) {
        return lane.proxy(api);
    }

    public CallManager call() {
        return manager(CallManager.class);
    }

    public PresentationManager presentation() {
        return manager(PresentationManager.class);
    }

    /** Answers the next call that rings. */
    public PeerId answered() {
        ears.await(IncomingCallEvent.Ringing.class);
        RingingInvite session = got(manager(IncomingCallManager.class).claim());
        return got(call().answer(session, CallParameters.answering()));
    }

    public ServerApiManager server() {
        return manager(ServerApiManager.class);
    }

    public CallSnapshot calling() {
        return call().snapshot();
    }

    public ConferenceStateSnapshot conference() {
        return manager(ConferenceStateManager.class).snapshot();
    }

    /** Kept connected from now on. */
    public LiveConnector keptConnected() {
        assertThat(got(manager(AutoConnectorManager.class).start()).succeeded()).isTrue();
        return this;
    }

    /** What the host's network does. */
    public void tell(NetworkEvent event) {
        lane.post(event);
    }

    public LiveConnector connected() {
        got(manager(ConnectionManager.class).connect());
        return this;
    }

    public PeerId inCall(String room) {
        return got(call().startCall(CallParameters.to(room)));
    }

    /** The value of a stage, in time. */
    public static <T> T got(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("not done in time", e);
        }
    }

    /** The error of a stage, in time. */
    public static Throwable failed(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("not done in time", e);
        }
        throw new AssertionError("succeeded");
    }

    /** Hangs up, disconnects and frees everything. */
    @Override
    public void close() {
        got(call().endCall());
        got(manager(AutoConnectorManager.class).stop());
        got(manager(ConnectionManager.class).disconnect());
        foundations.forEach(foundation -> foundation.release(lane.id()));
        laneThread.shutdown();
        clients.shutdown();
        clock.shutdownNow();
    }
}
