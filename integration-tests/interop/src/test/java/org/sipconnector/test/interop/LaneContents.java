/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.kernel.internal.export.JournalEntries;
import org.sipconnector.kernel.internal.export.JournalExport;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.Slot;
import org.sipconnector.kernel.internal.state.HandoverCodec;

/** Everything of a lane that others can come to see, as text. */
final class LaneContents {

    private LaneContents() {}

    /** The journal a line each, as {@code sip:journal} shows it. */
    static String journal(LaneCore lane) {
        return onLane(lane, () -> Stream.concat(JournalEntries.of(lane).stream(),
                lane.journal().whole().entries().stream()).map(Object::toString).collect(Collectors.joining("\n")));
    }

    /** The journal as {@code sip:journal --export} writes it. */
    static String export(LaneCore lane) {
        return onLane(lane, () -> {
            ByteArrayOutputStream document = new ByteArrayOutputStream();
            JournalExport.of(lane).write(document);
            return document.toString(StandardCharsets.UTF_8);
        });
    }

    /** What each manager hands over to its next version: the values as they are serialised, and their trees. */
    static String handovers(LaneCore lane) {
        return onLane(lane, () -> {
            List<byte[]> states = lane.slots().stream().map(Slot::state).toList();
            return states.stream().map(state -> HandoverCodec.fromBytes(state) + "\n" + new String(state, StandardCharsets.ISO_8859_1))
                    .collect(Collectors.joining("\n"));
        });
    }

    /** What each manager shows of its state. */
    static String snapshots(LaneCore lane) {
        return onLane(lane, () -> lane.slots().stream().map(slot -> String.valueOf(slot.snapshot())).collect(Collectors.joining("\n")));
    }

    private static String onLane(LaneCore lane, Callable<String> reading) {
        CompletableFuture<String> read = new CompletableFuture<>();
        lane.onLane(() -> {
            try {
                read.complete(reading.call());
            } catch (Exception e) {
                read.completeExceptionally(e);
            }
        });
        return read.join();
    }
}
