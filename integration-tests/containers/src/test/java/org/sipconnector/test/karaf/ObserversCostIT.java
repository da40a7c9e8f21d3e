/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.OutsideServer;
import org.sipconnector.test.ServerProcess;
import org.sipconnector.test.spoilt.WorkingClient;

/**
 * What those who look on cost: a Karaf with REST, console, figures, health checks and beans, all of them used, beside one without, which do
 * the same in turn. The figures are printed.
 */
public class ObserversCostIT {

    private static final int CONNECTORS = Integer.getInteger("observers.connectors", 20);
    private static final int REGISTERS = Integer.getInteger("observers.registers", 400);
    private static final int CALLS = Integer.getInteger("observers.calls", 20);
    private static final int ROUNDS = Integer.getInteger("observers.rounds", 2);
    private static final int REST_SECONDS = Integer.getInteger("observers.restSeconds", 2);
    private static final String REPORT = System.getProperty("observers.report", "target/observers-cost.txt");
    private static final String USER = "karaf";
    /** What the console's list of connectors hears. */
    private static final String PAGE = "?names=session:*,connector:*,connectors:changed,configurations:refused,updates:done,connection:*,"
            + "incoming-call:*,call:muted,call:unmuted";
    private static final double MOST = 1.03;

    private static final String METHOD =
            """
                    Two Karafs with %d connectors each at one server outside, in turn: %d REGISTERs, then %d calls without sound and pictures, eight at a time,
                    %d rounds after one that is not counted. In the one REST, console, figures, health checks and JMX are installed; its figures are read once a
                    second, and one event stream is open as a page of the console has it. The peer is the other, which has none of it. CPU is user and system
                    time of the process as Linux counts, without what the process takes at rest in that time, which is told apart; the ratio is that of two
                    rounds one after the other, its median with the least and the greatest. What the peer differs from itself, one round from the next, is
                    told beside it.
                    """;

    private final List<String> report = new ArrayList<>(List.of(METHOD.formatted(CONNECTORS, REGISTERS, CALLS, ROUNDS)));
    private final Worker plain;
    private final Worker observed;
    private final int http = Integer.parseInt(KarafContainer.freePort());

    /** A Karaf and the client in it. */
    private record Worker(KarafProcess karaf, int port) {

        static Worker of(String name) throws Exception {
            return new Worker(new KarafProcess(name), Integer.parseInt(KarafContainer.freePort()));
        }

        void start(OutsideServer server) throws Exception {
            karaf.add("system.properties", WorkingClient.PORT + " = " + port);
            for (int number = 1; number <= CONNECTORS; number++) {
                String user = karaf.home().getParent().getFileName() + "-" + number;
                karaf.write("org.sipconnector.connector~" + user + ".cfg", "server = 127.0.0.1:" + server.port(), "domain = " + ServerProcess.DOMAIN,
                        "transport = WS", "user = " + user, "password = pw", "connectOnStart = true");
            }
            karaf.start();
            Path client = ClientBundle.working();
            Await.within(StandingCall.START_LIMIT, "the client is there", () -> karaf.says("bundle:list -s").contains("org.example.client")
                    || karaf.says("bundle:install -s " + client.toUri()).contains("Bundle ID"));
        }

        /** What one of so many takes of the processors, beside what is taken at rest. */
        double cpuMillis(String what, int times, double atRest) throws Exception {
            Duration before = karaf.cpu();
            long begun = System.nanoTime();
            try (Socket order = new Socket(InetAddress.getLoopbackAddress(), port)) {
                order.getOutputStream().write((what + ' ' + times + '\n').getBytes(UTF_8));
                assertEquals(what + " that failed", "0", new BufferedReader(new InputStreamReader(order.getInputStream(), UTF_8)).readLine());
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            return (karaf.cpu().minus(before).toMillis() - atRest * seconds) / times;
        }

        /** What is taken of the processors in a second in which nothing happens, in milliseconds. */
        double atRest() throws Exception {
            Duration before = karaf.cpu();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(REST_SECONDS);
            Await.within(Duration.ofSeconds(REST_SECONDS + 1), "time passes", () -> System.nanoTime() >= end);
            return karaf.cpu().minus(before).toMillis() / (double) REST_SECONDS;
        }
    }

    public ObserversCostIT() throws Exception {
        plain = Worker.of("observers-none");
        observed = Worker.of("observers-all");
    }

    @Test
    public void whatItCostsIsTold() throws Exception {
        assumeTrue("skipped: asserts no figure, and is run by bin/bench observers", System.getProperty("observers.connectors") != null);
        for (String feature : List.of("metrics", "rest", "console", "health-checks")) {
            observed.karaf().bootWith("sip-connector-" + feature);
        }
        observed.karaf().write("org.ops4j.pax.web.cfg", "org.osgi.service.http.port = " + http, "org.ops4j.pax.web.listening.addresses = 127.0.0.1");
        ScheduledExecutorService scraper = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "scraper"));
        try (OutsideServer server = new OutsideServer(plain.karaf().home(), ServerProcess.MANY_CALLS)) {
            plain.start(server);
            observed.start(server);
            Await.within(StandingCall.START_LIMIT, "all are registered",
                    () -> server.ask("registered").trim().split(" ").length >= 2 * CONNECTORS);
            ServedByHttp served = new ServedByHttp(http, USER, USER);
            Await.within(StandingCall.START_LIMIT, "figures are read", () -> served.get("/metrics").contains("sip_connector_registered_connectors"));
            AtomicInteger scraped = new AtomicInteger();
            scraper.scheduleAtFixedRate(() -> scrape(served, scraped), 0, 1, TimeUnit.SECONDS);
            try (ServedByHttp.Listening page = served.listen(PAGE)) {
                plain.karaf().awaitRest();
                double plainAtRest = plain.atRest();
                double observedAtRest = observed.atRest();
                report.add(
                        String.format(Locale.ROOT, "at rest, connectors registered: %.1f ms of CPU a second without, %.1f ms with, reading of figures"
                                + " included", plainAtRest, observedAtRest));
                compare("register", REGISTERS, plainAtRest, observedAtRest);
                compare("call", CALLS, plainAtRest, observedAtRest);
                assertTrue("events were heard", page.heard().contains("event: session:"));
            }
            assertTrue("figures were read", scraped.get() > 1);
        } finally {
            scraper.shutdownNow();
            plain.karaf().stopIfItRuns();
            observed.karaf().stopIfItRuns();
            Files.write(Path.of(REPORT), report, UTF_8);
            report.forEach(System.out::println);
        }
    }

    private static void scrape(ServedByHttp served, AtomicInteger scraped) {
        try {
            if (served.get("/metrics").contains("sip_connector_registered_connectors")) {
                scraped.incrementAndGet();
            }
        } catch (Exception e) {
            System.out.println("not scraped: " + e);
        }
    }

    private void compare(String what, int times, double plainAtRest, double observedAtRest) throws Exception {
        plain.cpuMillis(what, times, plainAtRest);
        observed.cpuMillis(what, times, observedAtRest);
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            without.add(plain.cpuMillis(what, times, plainAtRest));
            with.add(observed.cpuMillis(what, times, observedAtRest));
        }
        List<Double> ratios = IntStream.range(0, ROUNDS).mapToObj(round -> with.get(round) / without.get(round)).sorted().toList();
        List<Double> itself = IntStream.range(1, ROUNDS).mapToObj(round -> without.get(round) / without.get(round - 1)).sorted().toList();
        report.add(String.format(Locale.ROOT, "%s: %.3f ms of CPU without, %.3f ms with; ratio %s, wanted: at most %.2f; the peer to itself %s", what,
                median(without), median(with), spread(ratios), MOST, itself.isEmpty() ? "not known of one round" : spread(itself)));
    }

    private static String spread(List<Double> sorted) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", median(sorted), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
