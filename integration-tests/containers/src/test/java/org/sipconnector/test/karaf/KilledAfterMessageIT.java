/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.ServerProcess;
import org.sipconnector.test.karaf.KilledKaraf.Step;

/**
 * Karaf is killed after a message of something that it or its server does, whoever sent it: both sides agree in the end, and the server has
 * the one participant whom it is to have. Which scenario and which message is left to chance; {@code -Dkilled.after=all} tries every message
 * of each, {@code -Dkilled.in=WORDS} of the scenarios with these words.
 */
public class KilledAfterMessageIT {

    private static final String CALL = "sip:call kept " + ServerProcess.ROOM;

    private static final String SCENARIOS = System.getProperty("killed.in", "");
    private static final boolean ALL = !SCENARIOS.isEmpty() || "all".equals(System.getProperty("killed.after"));
    private static final int MESSAGE = Integer.getInteger("killed.message", 0);
    private static final long SEED = Long.getLong("killed.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    private interface Check {

        void run(KilledKaraf killed) throws Exception;
    }

    /**
     * @param before brings about what is before the step, whatever was; that it can is a proof that the connector works
     * @param after  what holds after each death
     * @param byHand whether it is tried when it is asked for only: some take long, some show what {@code docs/updating.md} says may be lost
     */
    private record Scenario(String name, Check before, Step step, Check after, boolean byHand) {

        Scenario(String name, Check before, Step step, Check after) {
            this(name, before, step, after, false);
        }

        Scenario byHandOnly() {
            return new Scenario(name, before, step, after, true);
        }

        /** @return how many deaths there were */
        int tried(KilledKaraf killed, Random chance) throws Exception {
            before.run(killed);
            List<String> messages = killed.messagesOf(step);
            System.out.println("seed " + SEED + ", " + name + ": " + messages);
            int[] chosen = MESSAGE > 0
                    ? new int[] {MESSAGE}
                    : ALL ? IntStream.rangeClosed(1, messages.size()).toArray() : new int[] {1 + chance.nextInt(messages.size())};
            for (int message : chosen) {
                before.run(killed);
                long begin = System.nanoTime();
                String last = killed.killedAfter(message, step);
                after.run(killed);
                System.out.printf(Locale.ROOT, "%s, killed after message %d, %s: as it should be after %d ms, %s%n", name, message, last,
                        (System.nanoTime() - begin) / 1_000_000, killed.participants().isBlank() ? "no call" : "a call");
            }
            before.run(killed);
            return chosen.length;
        }
    }

    private void eachMessage(String home, List<String> configuration, Scenario... all) throws Exception {
        List<Scenario> chosen = new ArrayList<>(List.of(all));
        chosen.removeIf(each -> !each.name.contains(SCENARIOS) || each.byHand && !ALL);
        if (chosen.isEmpty()) {
            return;
        }
        Collections.shuffle(chosen, random);
        int deaths = 0;
        try (KilledKaraf killed = new KilledKaraf(home, configuration)) {
            killed.awaitRegistered();
            for (Scenario each : ALL ? chosen : chosen.subList(0, 1)) {
                deaths += each.tried(killed, random);
            }
            killed.assertNothingFailed();
        }
        System.out.println(deaths + " deaths");
    }

    @Test
    public void whoIsInACallStays() throws Exception {
        eachMessage("killed-in-call", List.of("call.room = " + ServerProcess.ROOM),
                new Scenario("presents", this::presentsNothing, Step.typed("sip:present kept"), this::staysAndPresentsOrNot).byHandOnly(),
                new Scenario("presents no more", this::presents, Step.typed("sip:stop-presenting kept"), this::staysAndPresentsOrNot),
                new Scenario("becomes a spectator", this::isParticipant, Step.toldByServer("spectator"), KilledKaraf::assertParticipantStays),
                new Scenario("is a spectator no more", this::isSpectator, Step.toldByServer("participant"),
                        KilledKaraf::assertParticipantStays).byHandOnly(),
                new Scenario("loses its media", KilledKaraf::soleParticipant, Step.toldByServer("silence"),
                        KilledKaraf::assertParticipantStays).byHandOnly(),
                new Scenario("comes up after a death", KilledKaraf::soleParticipant, IN_ANOTHER_PROCESS,
                        KilledKaraf::assertParticipantStays).byHandOnly());
    }

    private static final Step IN_ANOTHER_PROCESS = killed -> {
        killed.karaf().kill();
        killed.karaf().start();
    };

    private void staysAndPresentsOrNot(KilledKaraf killed) throws Exception {
        killed.assertParticipantStays();
        Await.until("both sides say the same of the presentation", () -> {
            String status = killed.status();
            return status.contains("call active")
                    && killed.participants().contains("presenting=true") == status.matches("(?s).*presentation +active.*");
        });
    }

    private void presentsNothing(KilledKaraf killed) throws Exception {
        killed.soleParticipant();
        Await.until("nothing is presented", () -> {
            killed.karaf().says("sip:stop-presenting kept");
            return killed.participants().contains("presenting=false");
        });
    }

    private void presents(KilledKaraf killed) throws Exception {
        killed.soleParticipant();
        Await.until("something is presented", () -> {
            killed.karaf().says("sip:present kept");
            return killed.participants().contains("presenting=true");
        });
    }

    private void isParticipant(KilledKaraf killed) throws Exception {
        killed.told("participant");
        killed.soleParticipant();
        Await.until("it is a participant", () -> killed.participants().contains("role=PARTICIPANT"));
    }

    private void isSpectator(KilledKaraf killed) throws Exception {
        killed.soleParticipant();
        killed.told("spectator");
        Await.until("it watches", () -> killed.participants().contains("spectator=Optional[CONNECTED]"));
    }

    @Test
    public void whoRegistersCallsAnswersOrHangsUpIsThereOnceOrNotAtAll() throws Exception {
        eachMessage("killed-without-call", List.of(),
                new Scenario("connects anew", this::hasNoCall, Step.typed("sip:reconnect kept"), this::hasNoCallAndCanCall).byHandOnly(),
                new Scenario("registers again in time", this::registersForSeconds, NOTHING, this::hasNoCallAndCanCall),
                new Scenario("calls", this::hasNoCall, Step.typed(CALL), KilledKaraf::awaitBothSayTheSame).byHandOnly(),
                new Scenario("is called and answers", this::hasNoCall, ANSWERING, KilledKaraf::awaitBothSayTheSame).byHandOnly(),
                new Scenario("is offered a line", this::hasANewCall, Step.toldByServer("join"), KilledKaraf::assertParticipantStays).byHandOnly(),
                new Scenario("hangs up", this::hasANewCall, Step.typed("sip:hangup kept"), KilledKaraf::awaitBothSayTheSame),
                new Scenario("is hung up on", this::hasANewCall, Step.toldByServer("drop"), KilledKaraf::awaitBothSayTheSame).byHandOnly());
    }

    private static final Step NOTHING = killed -> {};

    private static final Step ANSWERING = killed -> {
        killed.told("invite");
        Step.typed("sip:answer kept", "in a call").begin(killed);
    };

    private void registersForSeconds(KilledKaraf killed) throws Exception {
        hasNoCall(killed);
        killed.configure(List.of("registerExpires = 10"));
        killed.awaitRegistered();
    }

    private void hasNoCall(KilledKaraf killed) throws Exception {
        killed.configure(List.of());
        killed.awaitRegistered();
        Await.until("there is no call", () -> {
            killed.karaf().says("sip:hangup kept");
            return killed.participants().isBlank() && !killed.status().contains("call active");
        });
    }

    private void hasANewCall(KilledKaraf killed) throws Exception {
        killed.told("leave");
        hasNoCall(killed);
        killed.typed(CALL, "in a call");
        killed.soleParticipant();
    }

    private void hasNoCallAndCanCall(KilledKaraf killed) throws Exception {
        killed.awaitBothSayTheSame();
        assertTrue("nobody is in the room", killed.participants().isBlank());
        killed.typed(CALL, "in a call");
        killed.soleParticipant();
    }
}
