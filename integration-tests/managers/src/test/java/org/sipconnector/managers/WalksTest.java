/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.call.CallManagerFactory;
import org.sipconnector.testkit.LaneHarness;

/**
 * The walks in {@code docs/architecture.md} are what a lane's journal says of them. After a change,
 * {@code -Dwalks.write=true} draws them anew.
 */
class WalksTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "architecture.md");
    private static final Set<String> TOLD = Set.of("incoming-call", "call", "call-progress");

    private final WholeConnector all = new WholeConnector(new LaneHarness());
    private final LaneHarness stage = all.stage;
    private final NavigableMap<Long, JournalEntry> noted = new TreeMap<>();

    /** What has happened since, up to the facade's answer. */
    private List<JournalEntry> since(long number) {
        note();
        assertThat(noted).as("what the journal has had").containsKey(number);
        List<JournalEntry> walk = List.copyOf(noted.tailMap(number, false).values());
        int end = walk.size() - 1;
        while (walk.get(end).kind() != JournalEntry.Kind.REPLY) {
            end--;
        }
        return walk.subList(0, end + 1);
    }

    /** The journal keeps the last entries only, and a walk may be longer. */
    private void note() {
        stage.journal().forEach(entry -> noted.put(entry.number(), entry));
    }

    private void until(CompletionStage<?> promise) {
        while (stage.pending(promise)) {
            stage.advance(World.LOOP);
            note();
        }
        stage.result(promise);
    }

    private long number() {
        note();
        return noted.lastKey();
    }

    @Test
    void anIncomingInviteIsAnswered() throws IOException {
        all.connected();
        long begin = number();
        all.rings();
        CompletionStage<PeerId> answered = all.facade().answerToIncomingCall();
        until(answered);

        check("an incoming INVITE", WalkDrawing.of(since(begin), TOLD));
    }

    @Test
    void aRoomIsCalled() throws IOException {
        all.connected();
        long begin = number();
        CompletionStage<PeerId> called = all.facade().callToServer("600");
        until(called);

        check("a call", WalkDrawing.of(since(begin), TOLD));
    }

    @Test
    void theCallManagerIsReplacedDuringACall() throws IOException {
        all.inCall();
        List<String> trace = new ArrayList<>(List.of("sequenceDiagram", "participant client", "participant kernel",
                "participant former", "participant newer"));
        CallManagerFactory code = all.callCode;
        stage.install(new TracedCode(code, "former", step -> {}));
        stage.install(new TracedCode(code, "former", trace::add));
        trace.subList(5, trace.size()).clear();

        TracedCode newer = new TracedCode(code, "newer", trace::add);
        trace.add("Note over kernel: rehearsal, off the lane");
        assertThat(stage.replayDifference(newer)).as("what the newer code would have done otherwise").isEmpty();
        trace.add("Note over kernel: the lane's journal replayed in the dark, nothing differs");
        long begin = number();
        CompletionStage<Void> ended = all.call().endCall();
        trace.add("client->>kernel: endCall waits in the lane");
        stage.install(newer);
        all.soon(ended);

        WalkDrawing.of(since(begin), TOLD).stream().filter(line -> line.contains(": "))
                .map(line -> line.replaceFirst("^client->>", "kernel->>").replace("CallManager", "newer")).forEach(trace::add);
        assertThat(trace).containsSubsequence("former-->>kernel: handOver", "kernel->>newer: adopt", "kernel->>newer: endCall");
        check("an update", trace);
    }

    private static void check(String walk, List<String> drawing) throws IOException {
        String begin = "<!-- walk: " + walk + ", drawn by WalksTest -->\n```mermaid\n";
        String text = Files.readString(DOCUMENT);
        assertThat(text).as("the place of " + walk).contains(begin);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("```", from);
        String right = drawing.get(0) + "\n" + drawing.stream().skip(1).map(line -> "    " + line + "\n").collect(Collectors.joining());
        if (Boolean.getBoolean("walks.write")) {
            Files.writeString(DOCUMENT, text.substring(0, from) + right + text.substring(to));
        } else {
            assertThat(text.substring(from, to)).as("run the test again with -Dwalks.write=true").isEqualTo(right);
        }
    }
}
