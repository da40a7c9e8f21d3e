/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.test.Await;
import org.sipconnector.test.MessageProxy;
import org.sipconnector.test.OutsideServer;
import org.sipconnector.test.ServerProcess;

/** Karaf with one connector, which dies after a message of one's choice on the way between it and its server. */
final class KilledKaraf implements AutoCloseable {

    private static final String STARTED = "kernel started";

    private static final Pattern ID = Pattern.compile("ParticipantIdentity\\[id=(\\w+)");
    /** Longer than a step of a scenario pauses between two of its messages. */
    private static final long QUIET_MILLIS = 3000;
    private static final long LIMIT_SECONDS = 30;
    private static final int TRIES = 20;
    /** The server gives up a client that has not come back within 32 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KarafProcess karaf;
    private final OutsideServer server;
    private final MessageProxy proxy;
    private List<String> configuration = List.of();
    private Duration absence = Duration.ZERO;
    /** Who is in the room before something is killed. */
    private String participant = "";

    /** @param further lines of the connector's file */
    KilledKaraf(String name, List<String> further) throws Exception {
        karaf = new KarafProcess(name);
        server = new OutsideServer(karaf.home());
        proxy = new MessageProxy(server.port());
        configure(further);
        karaf.start();
    }

    /** @param further lines of the connector's file */
    void configure(List<String> further) throws Exception {
        List<String> lines = new ArrayList<>(List.of("server = 127.0.0.1:" + proxy.port(), "domain = " + ServerProcess.DOMAIN,
                "transport = WS", "user = " + ServerProcess.USER, "password = pw", "connectOnStart = true"));
        lines.addAll(further);
        if (!lines.equals(configuration)) {
            karaf.write("org.sipconnector.connector~kept.cfg", lines.toArray(String[]::new));
            configuration = lines;
        }
    }

    KarafProcess karaf() {
        return karaf;
    }

    /** Types a line until its outcome is told. */
    void typed(String line, String outcome) throws Exception {
        Await.within(StandingCall.START_LIMIT, line, () -> karaf.says(line).contains(outcome));
    }

    String participants() throws Exception {
        return server.ask("all");
    }

    /** The server's name for the only participant, who is heard and seen. */
    String soleParticipant() throws Exception {
        Await.within(StandingCall.START_LIMIT, "one participant is in the room with sound and picture",
                () -> status().contains("; connected") && isInCall(participants()));
        return firstParticipant();
    }

    /** Waits until both sides say that there is a call, or that there is none; the server may have to give up who does not come back. */
    void awaitBothSayTheSame() throws Exception {
        Await.until("both sides say the same of the call", () -> {
            String status = status();
            String all = participants();
            return status.contains("call active") ? isInCall(all) : status.contains("call ") && all.isBlank();
        });
    }

    private static boolean isInCall(String participants) {
        return ID.matcher(participants).results().count() == 1 && participants.contains("confirmed=true")
                && participants.contains("media=Optional[CONNECTED]");
    }

    String status() {
        return karaf.says("sip:status kept");
    }

    private String firstParticipant() throws Exception {
        Matcher found = ID.matcher(participants());
        return found.find() ? found.group(1) : "";
    }

    void awaitRegistered() throws Exception {
        Await.within(StandingCall.START_LIMIT, "the connector is registered", () -> status().contains(", registered"));
    }

    /** A server that was not left alone for too long has still the participant whom it had before. */
    void assertParticipantStays() throws Exception {
        String now = soleParticipant();
        if (absence.compareTo(PATIENCE) < 0) {
            assertEquals("nobody has left", participant, now);
        }
    }

    void awaitEmpty() throws Exception {
        Await.until("nobody is in the room", () -> participants().isBlank());
    }

    /** Tells the server what it is to do, see {@link ServerProcess}. */
    void told(String what) throws Exception {
        server.ask(what + " " + ServerProcess.USER);
    }

    /** The messages of a step that nothing kills. */
    List<String> messagesOf(Step step) throws Exception {
        proxy.awaitQuiet(QUIET_MILLIS);
        proxy.after(Integer.MAX_VALUE, () -> {});
        step.begin(this);
        Await.until("the step has begun", () -> !proxy.passed().isEmpty());
        proxy.awaitQuiet(QUIET_MILLIS);
        return proxy.passed();
    }

    /**
     * Kills Karaf after one of the messages of a step, and starts it again.
     *
     * @return the message
     */
    String killedAfter(int message, Step step) throws Exception {
        proxy.awaitQuiet(QUIET_MILLIS);
        participant = firstParticipant();
        CountDownLatch dead = new CountDownLatch(1);
        // the step may be a death, too
        long begin = System.nanoTime();
        proxy.after(message, () -> {
            karaf.processes().forEach(ProcessHandle::destroyForcibly);
            dead.countDown();
        });
        step.begin(this);
        boolean reached = dead.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        List<String> passed = proxy.passed();
        // who comes next is not meant
        proxy.after(Integer.MAX_VALUE, () -> {});
        karaf.kill();
        int starts = karaf.log(STARTED).size();
        karaf.start();
        Await.within(StandingCall.START_LIMIT, "Karaf is there again", () -> karaf.log(STARTED).size() > starts);
        awaitRegistered();
        absence = Duration.ofNanos(System.nanoTime() - begin);
        return reached ? passed.get(message - 1) : "none, it was over after " + passed.size();
    }

    void assertNothingFailed() throws Exception {
        assertEquals("nothing failed", 0, karaf.log("| ERROR ").size());
    }

    @Override
    public void close() throws Exception {
        karaf.stopIfItRuns();
        proxy.close();
        server.close();
    }

    /** Begins something, and does not wait for its end. */
    interface Step {

        void begin(KilledKaraf killed) throws Exception;

        static Step typed(String line) {
            return typed(line, "");
        }

        /** Types it again and again, as far as that is needed for this outcome. */
        static Step typed(String line, String outcome) {
            return killed -> {
                Thread typing = new Thread(() -> {
                    for (int tries = 0; tries < TRIES && !killed.karaf.says(line).contains(outcome);) {
                        tries++;
                    }
                }, line);
                typing.setDaemon(true);
                typing.start();
            };
        }

        static Step toldByServer(String what) {
            return killed -> killed.told(what);
        }
    }
}
