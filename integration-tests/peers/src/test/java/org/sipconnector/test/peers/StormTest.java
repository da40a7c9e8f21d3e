/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.ServerEvent.ClientDisconnected;
import org.sipconnector.spi.sip.ServerEvent.ClientRegistered;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.sipconnector.testkit.Await;

/** A thousand connectors whose server is restarted come back one after the other, not all in the same moment. */
class StormTest {

    private static final int CONNECTORS = Integer.getInteger("storm.connectors", 1_000);
    /** So long that the pings have given the connection up, and attempts of the auto connector are under way. */
    private static final Duration LONG_OUTAGE = Duration.ofSeconds(Integer.getInteger("storm.outage.seconds", 35));
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(100);

    /** The server's side of it all. */
    private static final class Registrar implements AutoCloseable {

        private static final ConnectorId OWNER = ConnectorId.of("server");

        private final SipFoundation sip = new SipFoundation();
        private final Map<String, Set<UserAgentId>> registered = new ConcurrentHashMap<>();
        private final List<Long> arrivals = new ArrayList<>();
        private int port;

        Registrar() {
            sip.attach(OWNER, this::heard);
        }

        private synchronized void heard(Event event) {
            if (event instanceof ClientRegistered arrived) {
                arrivals.add(System.nanoTime());
                registered.computeIfAbsent(arrived.user(), user -> new HashSet<>()).add(arrived.userAgent());
            } else if (event instanceof ClientDisconnected gone) {
                registered.values().forEach(clients -> clients.remove(gone.userAgent()));
            }
        }

        void open() throws Exception {
            port = sip.listen(OWNER, "mcu", new ServerSettings(Transport.WS,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "/webrtc/wss/", Optional.empty(),
                    "sip.test"), user -> Optional.of(Secret.of("pw-" + user))).toCompletableFuture().get(40, TimeUnit.SECONDS)
                    .getPort();
        }

        void shut() throws Exception {
            sip.close("mcu").toCompletableFuture().get(40, TimeUnit.SECONDS);
        }

        synchronized List<Long> takeArrivals() {
            List<Long> taken = List.copyOf(arrivals);
            arrivals.clear();
            return taken;
        }

        synchronized long online() {
            return registered.values().stream().filter(clients -> !clients.isEmpty()).count();
        }

        synchronized long clients() {
            return registered.values().stream().mapToInt(Set::size).sum();
        }

        @Override
        public void close() {
            sip.close();
        }
    }

    @Test
    void afterARestartTheyArriveSpreadOut() throws Exception {
        try (Registrar server = new Registrar(); LiveConnectors connectors = new LiveConnectors()) {
            server.open();
            for (int i = 0; i < CONNECTORS; i++) {
                connectors.open(ConnectorConfiguration.builder("c" + i).server("localhost:" + server.port).domain("sip.test")
                        .transport(Transport.WS).account("u" + i, Secret.of("pw-u" + i)).connectOnStart(true).build());
            }
            Await.within(LONG, "every connector is registered", () -> server.online() == CONNECTORS, server::online);
            comeBack(server, Duration.ZERO);
            comeBack(server, LONG_OUTAGE);

            Await.within(LONG, "the server has one connection a connector", () -> server.clients() == CONNECTORS,
                    () -> server.clients() + " clients of " + CONNECTORS);
            connectors.stopAndExpectNothingLeft();
            Await.within(LONG, "no connector is registered", () -> server.online() == 0, server::online);
        }
    }

    private static void comeBack(Registrar server, Duration outage) throws Exception {
        server.shut();
        Await.within(LONG, "no connector is registered", () -> server.online() == 0, server::online);
        long until = System.nanoTime() + outage.toNanos();
        Await.within(LONG, "the outage is over", () -> System.nanoTime() >= until, server::online);
        server.takeArrivals();
        long start = System.nanoTime();
        server.open();
        Await.within(LONG, "every connector is registered", () -> server.online() == CONNECTORS, server::online);
        List<Long> arrivals = server.takeArrivals();
        Map<Long, Integer> slices = new TreeMap<>();
        arrivals.forEach(at -> slices.merge((at - start) / SLICE, 1, Integer::sum));
        int busiest = slices.values().stream().max(Integer::compare).orElseThrow();
        Duration all = Duration.ofNanos(arrivals.get(arrivals.size() - 1) - start);
        System.out.printf("storm, outage of %d s: %d connectors back after %.1f s, first after %.1f s, busiest 100 ms: %d%n",
                outage.toSeconds(), CONNECTORS, all.toMillis() / 1000.0, (arrivals.get(0) - start) / 1e9, busiest);

        assertThat(slices).hasSizeGreaterThan(10);
        assertThat(busiest).as("arrivals in the busiest 100 ms").isLessThan(CONNECTORS / 4);
    }
}
