/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.OutsideServer;
import org.sipconnector.test.ServerProcess;

/**
 * Karaf is killed while many connectors are in calls, each in a room of its own, a few of them with pictures: every call goes on, and then
 * once more in a second Karaf. Beside it the same where nothing is kept: all register and call anew, as other clients do. The figures are
 * printed.
 */
public class ManyCallsCrashIT {

    private static final int CALLS = Integer.getInteger("crash.calls", 10);
    /** More than a media library sends pictures to: then the server has no media for who sends none. */
    private static final boolean MANY = CALLS > 50;
    private static final int PICTURES = Integer.getInteger("crash.pictures", 2);
    private static final String REPORT = System.getProperty("crash.report", "target/many-calls-crash.txt");

    private static final String METHOD =
            """
                            %d calls in one Karaf at a server outside, %d of them with sound and pictures, the others send neither. The server is asked again
                    and again who is in which call and how many pictures have come; that a call goes on its Karaf says in the log. Times are from the
                    start of what follows, container and all, or from sip:hibernate (a client's connection and its words included) where a second
                    Karaf waits, at rest, over the same store. A pause is the longest time in which no picture came. A call goes on when its participant has
                    not left and the server hears a key from it. CPU is that of the process from its start, or in the second Karaf from sip:hibernate,
                    until all are in calls. To be held against: calls that FreeSWITCH recovers in a second process lose some seconds of sound, 3 to 5 s
                    as its pages say, 1 to 4 s as users report.
                    """;

    private final List<String> users = IntStream.rangeClosed(1, CALLS).mapToObj(number -> "user" + number).toList();
    private final List<String> report = new ArrayList<>(List.of(METHOD.formatted(CALLS, PICTURES)));
    private final KarafProcess karaf;
    private final KarafProcess second;

    public ManyCallsCrashIT() throws Exception {
        karaf = new KarafProcess("many-calls");
        second = new KarafProcess("many-calls-second");
    }

    @Test
    public void everyCallGoesOn() throws Exception {
        assumeTrue("skipped: that calls go on, CrashIT and HibernationIT show; how many, and how fast, is measured by bin/bench crash",
                System.getProperty("crash.calls") != null);
        try (OutsideServer server = new OutsideServer(karaf.home(), MANY ? new String[] {ServerProcess.MANY_CALLS} : new String[0])) {
            configure(karaf, server);
            karaf.start();
            killed(server);

            second.write("org.sipconnector.statestore.cfg",
                    "directory = " + karaf.home().resolve(Path.of("data", "sip-connector", "state")));
            configure(second, server);
            second.start();
            Await.within(StandingCall.START_LIMIT, "the second Karaf waits", () -> second.log("no kernel is started: another process").size() == 1);
            second.awaitRest();
            handedOver(server);

            second.stop();
            second.write("org.sipconnector.kernel.cfg", "recovery.writeMillis = 0");
            Await.until("all calls have ended", () -> server.participants().isBlank());
            second.start();
            CallsOverADeath anew = new CallsOverADeath(server, users, PICTURES);
            anew.end(second::kill);
            anew.begin(second::start, true, user -> true, CallsOverADeath.Ended.LONG_AGO);
            report.add("killed and started again, nothing kept: all register and call anew: " + anew + cpu(second.cpu()));
        } finally {
            karaf.stopIfItRuns();
            second.stopIfItRuns();
            Files.write(Path.of(REPORT), report, UTF_8);
            report.forEach(System.out::println);
        }
    }

    private void configure(KarafProcess of, OutsideServer server) throws Exception {
        for (String user : users) {
            boolean pictures = users.indexOf(user) < PICTURES;
            of.write("org.sipconnector.connector~" + user + ".cfg", "server = 127.0.0.1:" + server.port(),
                    "domain = " + ServerProcess.DOMAIN, "transport = WS", "user = " + user, "password = pw", "connectOnStart = true",
                    "call.room = room-" + user, pictures ? "" : "call.audio = none\ncall.video = none");
        }
    }

    private void killed(OutsideServer server) throws Exception {
        CallsOverADeath calls = new CallsOverADeath(server, users, PICTURES);
        awaitKept();
        calls.end(karaf::kill);
        calls.begin(karaf::start, false, user -> goesOn(karaf, user), CallsOverADeath.Ended.LONG_AGO);
        report.add("killed and started again: " + calls + cpu(karaf.cpu()));
        assertAllGoOn(calls, karaf, server, "1");
    }

    private void handedOver(OutsideServer server) throws Exception {
        CallsOverADeath calls = new CallsOverADeath(server, users, PICTURES);
        awaitKept();
        Duration before = second.cpu();
        calls.end(() -> {});
        calls.begin(() -> CompletableFuture.runAsync(() -> karaf.says("sip:hibernate")), false, user -> goesOn(second, user), () -> !karaf.isAlive());
        report.add("hibernated while a second Karaf waits: " + calls + cpu(second.cpu().minus(before)));
        assertAllGoOn(calls, second, server, "12");
        karaf.awaitStop();
    }

    private static boolean goesOn(KarafProcess in, String user) throws IOException {
        return !in.log(user + ": goes on after a gap").isEmpty();
    }

    /** @param keys that each has pressed when this is over; the last of them is pressed now */
    private void assertAllGoOn(CallsOverADeath calls, KarafProcess in, OutsideServer server, String keys) throws Exception {
        assertEquals("calls that go on, " + calls, CALLS, calls.goOn());
        in.says(users.stream().map(user -> "sip:dtmf " + user + " " + keys.substring(keys.length() - 1)).collect(Collectors.joining("; ")));
        Await.until("the server hears a key from each", () -> users.stream().allMatch(user -> hears(server, user, keys)));
        assertEquals("nothing failed", 0, in.log("| ERROR ").size());
    }

    /** A call that is still coming up when its process dies is over. */
    private void awaitKept() throws Exception {
        Await.within(StandingCall.START_LIMIT, "all say that they are in calls", () -> karaf.log(": in call with room-").size() >= CALLS);
        AtomicReference<String> former = new AtomicReference<>("");
        Await.within(StandingCall.START_LIMIT, "nothing is left to be kept", () -> {
            String kept = karaf.says("sip:store --json");
            return kept.equals(former.getAndSet(kept));
        });
    }

    private static String cpu(Duration taken) {
        return "%n  CPU: %.1f s".formatted(taken.toMillis() / 1e3);
    }

    private static boolean hears(OutsideServer server, String user, String keys) {
        try {
            return (server.participants() + " ").contains(" " + user + "=" + keys + " ");
        } catch (IOException e) {
            return false;
        }
    }
}
