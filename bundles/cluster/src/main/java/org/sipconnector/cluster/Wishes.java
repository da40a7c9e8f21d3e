/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sipconnector.cluster.engine.PackedLines;

/**
 * What operators want of the cluster.
 *
 * @param pins      the node that a connector is to stay at, by its id
 * @param moves     the node that a connector is to go to once, by its id, until that is done
 * @param drained   nodes that are given none
 * @param rebalance how many times it was asked that all have as many
 */
record Wishes(Map<String, String> pins, Map<String, String> moves, Set<String> drained, long rebalance) {

    static final Wishes NONE = new Wishes(Map.of(), Map.of(), Set.of(), 0);

    private static final String PIN = "pin";
    private static final String MOVE = "move";
    private static final String DRAIN = "drain";
    private static final String REBALANCE = "rebalance";

    Wishes {
        pins = Map.copyOf(pins);
        moves = Map.copyOf(moves);
        drained = Set.copyOf(drained);
    }

    /** @throws IllegalArgumentException when these are none; what a newer release has written is left out */
    static Wishes of(byte[] content) {
        Map<String, String> pins = new TreeMap<>();
        Map<String, String> moves = new TreeMap<>();
        Set<String> drained = new TreeSet<>();
        long rebalance = 0;
        for (String line : PackedLines.unpack(content)) {
            String[] words = line.split(" ");
            switch (words.length < (line.startsWith(PIN) || line.startsWith(MOVE) ? 3 : 2) ? "" : words[0]) {
                case PIN -> pins.put(words[1], words[2]);
                case MOVE -> moves.put(words[1], words[2]);
                case DRAIN -> drained.add(words[1]);
                case REBALANCE -> rebalance = Long.parseLong(words[1]);
                default -> {}
            }
        }
        return new Wishes(pins, moves, drained, rebalance);
    }

    byte[] content() {
        List<String> lines = new ArrayList<>();
        pins.forEach((connector, node) -> lines.add(PIN + ' ' + connector + ' ' + node));
        moves.forEach((connector, node) -> lines.add(MOVE + ' ' + connector + ' ' + node));
        drained.forEach(node -> lines.add(DRAIN + ' ' + node));
        lines.add(REBALANCE + ' ' + rebalance);
        return PackedLines.pack(lines);
    }

    Wishes pinned(String connector, String node) {
        Map<String, String> all = new TreeMap<>(pins);
        all.put(connector, node);
        return new Wishes(all, moves, drained, rebalance);
    }

    Wishes unpinned(String connector) {
        Map<String, String> all = new TreeMap<>(pins);
        all.remove(connector);
        return new Wishes(all, moves, drained, rebalance);
    }

    Wishes moved(String connector, String node) {
        Map<String, String> all = new TreeMap<>(moves);
        all.put(connector, node);
        return new Wishes(pins, all, drained, rebalance);
    }

    /** Without moves that have been assigned. */
    Wishes done(Map<String, String> assigned) {
        Map<String, String> all = new TreeMap<>(moves);
        all.entrySet().removeAll(assigned.entrySet());
        return new Wishes(pins, all, drained, rebalance);
    }

    Wishes drained(String node, boolean wanted) {
        Set<String> all = new TreeSet<>(drained);
        if (wanted) {
            all.add(node);
        } else {
            all.remove(node);
        }
        return new Wishes(pins, moves, all, rebalance);
    }

    Wishes rebalanced() {
        return new Wishes(pins, moves, drained, rebalance + 1);
    }
}
