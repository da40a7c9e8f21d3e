/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.karaf.KilledKaraf.Step;

/**
 * Karaf is killed after a message, whoever sent it, of steps in the life of a call, and started again: the server has the one
 * participant whom it is to have. Which messages these are is left to chance; {@code -Dkilled.after=all} tries every one.
 */
public class KilledAfterMessageIT {

    private static final boolean ALL = "all".equals(System.getProperty("killed.after"));
    private static final long SEED = Long.getLong("killed.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    private interface Check {

        void run() throws Exception;
    }

    /** @param check what holds after each death; then all is as before the step */
    private void eachMessage(KilledKaraf killed, Step step, Check undo, Check check) throws Exception {
        List<String> messages = killed.messagesOf(step);
        undo.run();
        System.out.println("seed " + SEED + ", messages " + messages);
        int[] chosen = ALL ? IntStream.rangeClosed(1, messages.size()).toArray() : new int[] {1 + random.nextInt(messages.size())};
        for (int message : chosen) {
            long begin = System.nanoTime();
            String last = killed.killedAfter(message, step);
            check.run();
            undo.run();
            System.out.println("killed after message " + message + ", " + last + ": as it should be after "
                    + (System.nanoTime() - begin) / 1_000_000 + " ms");
        }
        killed.assertNothingFailed();
    }

    @Test
    public void whoIsInACallStaysAndPresentsOrDoesNot() throws Exception {
        try (KilledKaraf killed = new KilledKaraf("killed-in-call", "call.room = " + KilledKaraf.ROOM)) {
            killed.soleParticipant();
            Check isThere = () -> {
                killed.assertParticipantStays();
                Await.until("both sides say the same of the presentation", () -> {
                    String status = killed.karaf().says("sip:status kept");
                    return status.contains("call active")
                            && killed.participants().contains("presenting=true") == status.matches("(?s).*presentation +active.*");
                });
            };
            Check stop = () -> {
                Await.until("nothing is presented", () -> {
                    killed.karaf().says("sip:stop-presenting kept");
                    return killed.participants().contains("presenting=false");
                });
            };
            Check present = () -> {
                Await.until("something is presented", () -> {
                    killed.karaf().says("sip:present kept");
                    return killed.participants().contains("presenting=true");
                });
            };
            eachMessage(killed, Step.typed("sip:present kept"), stop, isThere);
            present.run();
            eachMessage(killed, Step.typed("sip:stop-presenting kept"), present, isThere);
        }
    }

    @Test
    public void whoHangsUpIsThereOnceOrNotAtAll() throws Exception {
        try (KilledKaraf killed = new KilledKaraf("killed-hanging-up")) {
            Check call = () -> {
                killed.typed("sip:call kept " + KilledKaraf.ROOM, "in a call");
                killed.soleParticipant();
            };
            call.run();
            eachMessage(killed, Step.typed("sip:hangup kept"), call, () -> {
                Await.until("both sides say the same of the call", () -> {
                    String status = killed.karaf().says("sip:status kept");
                    return status.contains("call active") != killed.participants().isBlank();
                });
                System.out.println(killed.participants().isBlank() ? "hung up" : "goes on");
                killed.karaf().says("sip:hangup kept");
                killed.awaitEmpty();
            });
        }
    }
}
