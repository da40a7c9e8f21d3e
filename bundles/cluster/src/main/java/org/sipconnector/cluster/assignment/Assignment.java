/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.assignment;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which node is to have which connector: evenly, and with as few moves as possible. Decides from what it is given alone, so that it does
 * not matter which node asks.
 *
 * @param nodes the nodes at work that connectors may be given to, by name
 * @param pins  where an operator wants connectors to be, as long as that node may have them
 */
public record Assignment(Map<String, Node> nodes, Map<String, String> pins) {

    /**
     * A node.
     *
     * @param configured connectors that it has a configuration for
     * @param most       how many it takes
     * @param busy       whether it takes no more of its own accord
     */
    public record Node(Set<String> configured, int most, boolean busy) {}

    /** Always the same order, and not that of names: those who are alike in use are alike in name, and shall not all move, or stay, together. */
    private static final Comparator<String> SHUFFLED =
            Comparator.comparing((String connector) -> connector.hashCode() * 0x9E3779B9).thenComparing(Comparator.naturalOrder());

    /** What each node has, while connectors are given out. */
    private final class Round {

        private final Map<String, String> given = new TreeMap<>();
        private final Map<String, TreeSet<String>> loads = new TreeMap<>();

        private Round() {
            nodes.keySet().forEach(node -> loads.put(node, new TreeSet<>(SHUFFLED)));
        }

        void give(String connector, String node) {
            String before = given.put(connector, node);
            if (before != null) {
                loads.get(before).remove(connector);
            }
            loads.get(node).add(connector);
        }

        int load(String node) {
            return loads.get(node).size();
        }

        boolean hasRoom(String node) {
            return load(node) < nodes.get(node).most();
        }

        /** The node with the fewest that may have it: a busy one only when there is no other. */
        Optional<String> roomiest(String connector) {
            return candidates(connector).stream().filter(this::hasRoom)
                    .min(Comparator.comparing((String node) -> nodes.get(node).busy()).thenComparing(this::load).thenComparing(node -> node));
        }

        /** Nodes, those with the most connectors first. */
        List<String> fullestFirst() {
            return nodes.keySet().stream().sorted(Comparator.comparing(this::load).reversed().thenComparing(node -> node)).toList();
        }
    }

    private Set<String> candidates(String connector) {
        String pinned = pins.get(connector);
        Set<String> able = nodes.entrySet().stream().filter(node -> node.getValue().configured().contains(connector)).map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        return pinned != null && able.contains(pinned) ? Set.of(pinned) : able;
    }

    /**
     * Connectors by the node that is to have them, without those that no node can have.
     *
     * @param former who was to have them until now
     */
    public Map<String, String> after(Map<String, String> former) {
        return round(former).given;
    }

    private Round round(Map<String, String> former) {
        Round round = new Round();
        Set<String> all = nodes.values().stream().flatMap(node -> node.configured().stream()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> homeless = new TreeSet<>();
        for (String connector : all) {
            String node = former.get(connector);
            if (node != null && candidates(connector).contains(node) && round.hasRoom(node)) {
                round.give(connector, node);
            } else {
                homeless.add(connector);
            }
        }
        homeless.forEach(connector -> round.roomiest(connector).ifPresent(node -> round.give(connector, node)));
        return round;
    }

    /** The same, with connectors moved until no node has two more than another that could have one of them. */
    public Map<String, String> balancedAfter(Map<String, String> former) {
        Round round = round(former);
        for (Optional<Move> move = next(round); move.isPresent(); move = next(round)) {
            round.give(move.get().connector(), move.get().to());
        }
        return round.given;
    }

    private record Move(String connector, String to) {}

    private Optional<Move> next(Round round) {
        List<String> fullest = round.fullestFirst();
        for (String from : fullest) {
            for (int last = fullest.size() - 1; last >= 0 && round.load(fullest.get(last)) + 1 < round.load(from); last--) {
                String to = fullest.get(last);
                if (round.hasRoom(to) && !nodes.get(to).busy()) {
                    Optional<Move> move = round.loads.get(from).stream().filter(connector -> candidates(connector).contains(to)).findFirst()
                            .map(connector -> new Move(connector, to));
                    if (move.isPresent()) {
                        return move;
                    }
                }
            }
        }
        return Optional.empty();
    }
}
