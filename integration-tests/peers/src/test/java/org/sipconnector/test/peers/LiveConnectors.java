/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.autoconnector.AutoConnectorManagerFactory;
import org.sipconnector.connection.ConnectionManagerFactory;
import org.sipconnector.connectionqueue.ConnectionQueueManagerFactory;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.foundation.StableFoundation;
import org.sipconnector.kernel.internal.lane.CodeSwitch;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.Timers;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.testkit.Await;

/** Connectors on real lanes over the real SIP foundation, with the managers that make and keep connections. */
final class LiveConnectors implements AutoCloseable {

    private static final String THREADS = "live-connectors";

    final SipFoundation sip = new SipFoundation();
    private final ThreadFactory threads = task -> {
        Thread thread = new Thread(task, THREADS);
        thread.setDaemon(true);
        return thread;
    };
    private final ExecutorService lanes = Executors.newFixedThreadPool(2, threads);
    private final ExecutorService clients = Executors.newFixedThreadPool(2, threads);
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, threads);
    private final Map<String, PeersConnector> open = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final LaneRuntime runtime;
    private final List<ManagerFactory> managers;

    LiveConnectors() {
        this(AutoConnectorOptions.STANDARD);
    }

    LiveConnectors(AutoConnectorOptions patience) {
        clock.setRemoveOnCancelPolicy(true);
        Timers timers = new Timers() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Runnable schedule(Duration after, Runnable task) {
                ScheduledFuture<?> future = clock.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
                return () -> future.cancel(false);
            }
        };
        runtime = new LaneRuntime(lanes, clients, timers, any -> ThreadLocalRandom.current().nextDouble(),
                ids::incrementAndGet, Duration.ofSeconds(30), 10_000);
        SipUserAgents stable = (SipUserAgents) new StableFoundation(sip).proxy();
        managers = List.of(new ConnectionManagerFactory(stable), new ConnectionQueueManagerFactory(),
                new AutoConnectorManagerFactory(patience));
    }

    PeersConnector open(ConnectorConfiguration configuration) {
        PeersConnector connector = new PeersConnector();
        LaneCore lane = new LaneCore(configuration, runtime, connector::heard);
        connector.over(lane);
        open.put(configuration.id().value(), connector);
        managers.forEach(manager -> lane.onLane(() -> CodeSwitch.arrive(lane, manager)));
        sip.attach(configuration.id(), lane::post);
        Await.until("the managers are there", connector::complete);
        return connector;
    }

    /** Stops them all and checks that no socket, transaction or timer is left of them. */
    void stopAndExpectNothingLeft() {
        open.values().stream().map(connector -> connector.auto().stop()).toList()
                .forEach(stop -> stop.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join());
        SipStatistics nothing = new SipStatistics(0, 0, 0, 0, 0);
        Await.reading("nothing is left in the foundation", sip::statistics, nothing::equals);
        Await.until("no timer is left", () -> clock.getQueue().isEmpty(), clock::getQueue);
    }

    /** Names of the live threads that this and its foundation have made. */
    static Set<String> threadsAlive() {
        return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).map(Thread::getName)
                .filter(name -> name.startsWith(THREADS) || name.startsWith("sip-")).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        sip.close();
        lanes.shutdownNow();
        clients.shutdownNow();
        clock.shutdownNow();
    }
}
