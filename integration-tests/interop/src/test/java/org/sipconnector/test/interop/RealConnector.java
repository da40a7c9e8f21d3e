/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.autoconnector.AutoConnectorManagerFactory;
import org.sipconnector.call.CallManagerFactory;
import org.sipconnector.callreconnect.CallReconnectManagerFactory;
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
import org.sipconnector.sip.PatientLeave;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.stats.StatsManagerFactory;
import org.sipconnector.streamhealth.StreamHealthManagerFactory;
import org.sipconnector.testkit.EventRecorder;
import org.sipconnector.videosendingbalancer.VideoSendingBalancerManagerFactory;

/** A connector as in a framework: a real lane, all managers, the real SIP foundation. */
final class RealConnector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(ScriptedPeer.PATIENCE_SECONDS);
    private static final AtomicLong IDS = new AtomicLong();

    volatile SipFoundation sip = new SipFoundation();
    private final MediaEngine media;
    final Exchanges http = new Exchanges();
    private final ExecutorService laneThread = Executors.newSingleThreadExecutor(task -> new Thread(task, "interop-lane"));
    private final ExecutorService clients = Executors.newSingleThreadExecutor(task -> new Thread(task, "interop-clients"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "interop-clock"));
    private final EventRecorder told = new EventRecorder();
    final LaneCore lane;

    /** @param media prepared, or a real engine that the caller closes */
    RealConnector(ConnectorConfiguration configuration, MediaEngine media) {
        this.media = media;
        Timers timers = new Timers() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Runnable schedule(Duration after, Runnable task) {
                ScheduledFuture<?> timer = clock.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
                return () -> timer.cancel(false);
            }
        };
        lane = new LaneCore(configuration, new LaneRuntime(laneThread, clients, timers, any -> 0.5, IDS::incrementAndGet,
                Duration.ofSeconds(30), 10_000), told::accept);
        SipUserAgents agents = present();
        for (ManagerFactory factory : List.of(new ConnectionManagerFactory(agents), new CallManagerFactory(agents, media, http),
                new ConferenceStateManagerFactory(), new ServerApiManagerFactory(agents), new PresentationManagerFactory(media),
                new IncomingCallManagerFactory(agents), new StatsManagerFactory(media),
                new VideoSendingBalancerManagerFactory(new BalancerOptions(Duration.ofSeconds(10), Duration.ofSeconds(1),
                        Optional.empty()), media),
                new StreamHealthManagerFactory(), new ConnectionQueueManagerFactory(),
                new AutoConnectorManagerFactory(AutoConnectorOptions.STANDARD),
                new CallReconnectManagerFactory(CallReconnectOptions.STANDARD))) {
            lane.onLane(() -> CodeSwitch.arrive(lane, factory));
        }
        foundations().forEach(this::attach);
    }

    private void attach(Foundation foundation) {
        foundation.attach(lane.id(), event -> {
            lane.post(event);
            if (event instanceof MediaEvent) {
                told.accept(event);
            }
        });
    }

    /** The SIP foundation that is there, whichever copy that is. */
    private SipUserAgents present() {
        return (SipUserAgents) Proxy.newProxyInstance(SipUserAgents.class.getClassLoader(), new Class<?>[] {SipUserAgents.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(sip, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Another copy of the SIP foundation takes the place of the one that is there, as after an update of its bundle. */
    void replaceSip() {
        replaceSip(SipFoundation::leave);
    }

    /** The peer withdraws what it is offered, however long that takes. */
    void replaceSipPatiently() {
        replaceSip(PatientLeave::of);
    }

    private void replaceSip(Function<SipFoundation, Map<ConnectorId, Object>> leaving) {
        SipFoundation former = sip;
        Map<ConnectorId, Object> left = leaving.apply(former);
        former.close();
        SipFoundation next = new SipFoundation();
        attach(next);
        left.forEach(next::takeUp);
        sip = next;
    }

    private List<Foundation> foundations() {
        return List.of(sip, media, http);
    }

    <M> M manager(Class<M> api) {
        return lane.proxy(api);
    }

    ConnectionManager connection() {
        return manager(ConnectionManager.class);
    }

    CallManager call() {
        return manager(CallManager.class);
    }

    /** The next event that matches, after the last one waited for. */
    Event told(Predicate<Event> wanted, String what) {
        return told.next(what, wanted);
    }

    /** Everything told so far, also what was waited for. */
    List<Event> told() {
        return told.all();
    }

    /** The end of what was told, a line each, for messages. */
    String toldLast() {
        List<Event> all = told();
        return all.subList(Math.max(0, all.size() - 12), all.size()).stream().map(Event::toString)
                .map(text -> "\n  " + text.substring(0, Math.min(200, text.length()))).collect(Collectors.joining());
    }

    /** Waits for a state that comes with an event. */
    void becomes(BooleanSupplier state, String what) {
        told.until("the connector becomes " + what, state);
    }

    /** The value of a stage, in time. */
    static <T> T got(CompletionStage<T> stage) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }

    /** What runs completes first: it may need the executors that end later. */
    private static void end(ExecutorService executor) {
        executor.shutdown();
        try {
            executor.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of everything; the peer need not answer. */
    @Override
    public void close() {
        lane.proxy(AutoConnectorManager.class).stop();
        foundations().forEach(foundation -> foundation.release(lane.id()));
        sip.close();
        end(laneThread);
        clock.shutdownNow();
        end(clients);
    }
}
