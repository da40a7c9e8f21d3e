/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.code;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.Slot;
import org.sipconnector.kernel.internal.lane.Takeovers;
import org.sipconnector.kernel.internal.replay.Replay;

/**
 * Lets new code take up a copy of every lane's live state and live through every lane's journal, in the dark. Lanes are
 * held up only while their state is copied.
 */
public final class Rehearsal {

    private final Lanes lanes;
    private final ManagerFactory factory;

    public Rehearsal(Lanes lanes, ManagerFactory factory) {
        this.lanes = lanes;
        this.factory = factory;
    }

    /**
     * Lets the code take up every lane's state in the dark, so that its classes are loaded and compiled and its states are
     * read before lanes have to wait for that.
     */
    Takeovers prepare() {
        Map<LaneCore, Replay> copies = new ConcurrentHashMap<>();
        lanes.inEach(lane -> {
            Slot slot = lane.slot(factory.api().getName());
            if (slot != null && !slot.absent()) {
                copies.put(lane, Replay.ofPresentState(lane, factory));
            }
        });
        Takeovers takeovers = new Takeovers();
        copies.forEach((lane, copy) -> {
            if (copy.firstDifference().isEmpty()) {
                takeovers.prepare(lane.id(), copy.turns(), copy.crossed());
            }
        });
        return takeovers;
    }

    /** Lets the shape of the code's state be learnt now, and not when lanes wait for its next update. */
    void learnState() {
        lanes.inOne(lane -> {
            Slot slot = lane.slot(factory.api().getName());
            if (slot != null) {
                slot.state();
            }
        });
    }

    /** One line per lane where something was thrown or differs; empty when the code may take over. */
    public List<String> findings() {
        List<String> findings = Collections.synchronizedList(new ArrayList<>());
        Map<LaneCore, List<Replay>> copies = Collections.synchronizedMap(new LinkedHashMap<>());
        lanes.inEach(lane -> {
            if (lane.slot(factory.api().getName()) != null) {
                copies.put(lane, List.of(Replay.ofPresentState(lane, factory), Replay.of(lane, factory)));
            }
        });
        copies.forEach((lane, replays) -> replays.stream().map(Replay::firstDifference).flatMap(Optional::stream)
                .findFirst().ifPresent(finding -> findings.add("connector " + lane.id() + ": " + finding)));
        return List.copyOf(findings);
    }
}
