/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sipconnector.cluster.assignment.Assignment;
import org.sipconnector.cluster.engine.Engine;
import org.sipconnector.cluster.engine.PackedLines;
import org.sipconnector.cluster.engine.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares connectors out to all nodes; done by the node that has been there for longest. That two do it for a moment does no harm: what
 * counts is who takes a connector. Used on the member's thread.
 */
final class Coordination {

    private static final Logger LOG = LoggerFactory.getLogger(Coordination.class);

    private final String self;
    private final Duration joinDelay;
    /** When each member was seen first, by its order: a clock that nobody sets. */
    private final Map<Long, Long> seen = new HashMap<>();

    Coordination(String self, Duration joinDelay) {
        this.self = self;
        this.joinDelay = joinDelay;
    }

    /**
     * What is known of all nodes.
     *
     * @param members    those at work, by name
     * @param configured what each of them is configured for, with the fingerprints of the configurations
     * @param shares     what each node is to have, as it was written
     * @param assigned   connectors by the node that is to have them: by one, though a coordinator that was cut short may have written two
     */
    record View(Map<String, Stored> members, Map<String, Map<String, String>> configured, Map<String, Set<String>> shares,
            Map<String, String> assigned, Wishes wishes) {

        static View of(Engine engine) {
            Map<String, Stored> members = new TreeMap<>(engine.read(Places.MEMBERS, engine.children(Places.MEMBERS, true)));
            Map<String, Map<String, String>> configured = new TreeMap<>();
            members.keySet().forEach(node -> configured.put(node, engine.read(Places.of(Places.CONFIGURED, node), true)
                    .map(stored -> fingerprints(stored.content())).orElse(Map.of())));
            Map<String, Set<String>> shares = new TreeMap<>();
            engine.read(Places.ASSIGNMENTS, engine.children(Places.ASSIGNMENTS, false))
                    .forEach((node, its) -> shares.put(node, new TreeSet<>(PackedLines.unpack(its.content()))));
            Map<String, String> assigned = new TreeMap<>();
            shares.forEach((node, its) -> its.forEach(id -> assigned.put(id, node)));
            return new View(members, configured, shares, assigned,
                    engine.read(Places.WISHES, true).map(stored -> Wishes.of(stored.content())).orElse(Wishes.NONE));
        }

        private static Map<String, String> fingerprints(byte[] content) {
            return PackedLines.unpack(content).stream().map(line -> line.split(" ")).filter(words -> words.length > 1)
                    .collect(Collectors.toMap(words -> words[0], words -> words[1], (one, other) -> one));
        }

        /** The node that coordinates; empty when there is none. */
        Optional<String> coordinator() {
            return members.entrySet().stream().min(Comparator.comparing(each -> each.getValue().order())).map(Map.Entry::getKey);
        }

        /** Whether a node at work is given connectors. */
        boolean mayHaveAny(String node) {
            return !wishes.drained().contains(node) && !configured.get(node).isEmpty();
        }

        /** Whether any node at work is configured for it. */
        boolean isConfigured(String id) {
            return configured.values().stream().anyMatch(its -> its.containsKey(id));
        }
    }

    /** Shares out what is to be shared out now, if this node is the one to do it. */
    void coordinate(Engine engine, View view) {
        long now = System.nanoTime();
        // a node that is no longer drained has to stay so for a while, as one that comes has
        view.members().forEach((node, member) -> seen.merge(member.order(), now,
                (before, again) -> view.wishes().drained().contains(node) ? again : before));
        seen.keySet().retainAll(view.members().values().stream().map(Stored::order).collect(Collectors.toSet()));
        if (!view.coordinator().filter(self::equals).isPresent()) {
            return;
        }
        Map<String, Assignment.Node> nodes = new TreeMap<>();
        view.members().forEach((node, member) -> {
            if (!view.wishes().drained().contains(node)) {
                NodeCapacity capacity = NodeCapacity.of(member.content());
                nodes.put(node, new Assignment.Node(view.configured().get(node).keySet(), capacity.most(), capacity.full().isPresent()));
            }
        });
        Assignment assignment = new Assignment(nodes, view.wishes().pins());
        Set<String> before = balanced(engine);
        Set<String> balanced = balanced(view, before);
        boolean balances = !before.containsAll(balanced);
        Map<String, String> even = balances ? assignment.balancedAfter(view.assigned()) : assignment.after(view.assigned());
        Map<String, String> moves = new TreeMap<>(view.wishes().moves());
        moves.entrySet().removeIf(move -> !nodes.containsKey(move.getValue()) || !nodes.get(move.getValue()).configured().contains(move.getKey()));
        // an operator's word comes after what evens out
        even.putAll(moves);
        Map<String, String> next = moves.isEmpty() ? even : assignment.after(even);
        // what nobody else can have stays where it is
        view.assigned().forEach((id, node) -> {
            if (!next.containsKey(id) && view.configured().getOrDefault(node, Map.of()).containsKey(id)) {
                next.put(id, node);
            }
        });
        write(engine, view, next);
        if (!before.equals(balanced)) {
            // a node that is drained or gone has no share, and is given one when it comes back
            engine.put(Places.BALANCED, PackedLines.pack(balanced));
        }
        if (!view.wishes().moves().isEmpty()) {
            engine.read(Places.WISHES).ifPresent(stored -> engine.commit(engine.transaction().write(Places.WISHES,
                    Wishes.of(stored.content()).done(view.wishes().moves()).content(), stored.version())));
        }
    }

    /** What has been given its share. */
    private static Set<String> balanced(Engine engine) {
        return engine.read(Places.BALANCED).<Set<String>>map(stored -> new TreeSet<>(PackedLines.unpack(stored.content()))).orElseGet(TreeSet::new);
    }

    /** Nodes at work that have not been given their share yet, and are to have one. */
    static Set<String> joining(Engine engine, View view) {
        Set<String> balanced = balanced(engine);
        return view.members().entrySet().stream().filter(each -> view.mayHaveAny(each.getKey()) && !balanced.contains(share(each.getValue())))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static String share(Stored member) {
        return "member-" + member.order();
    }

    /** What has been given its share once all have: nodes that have been there for long enough, and what operators asked for. */
    private Set<String> balanced(View view, Set<String> before) {
        Set<String> all = new TreeSet<>();
        all.add("rebalance-" + view.wishes().rebalance());
        view.members().forEach((node, member) -> {
            Long since = seen.get(member.order());
            // a node that takes none now is given its share once it does
            boolean takes = NodeCapacity.of(member.content()).full().isEmpty() || before.contains(share(member));
            if (since != null && System.nanoTime() - since >= joinDelay.toNanos() && view.mayHaveAny(node) && takes) {
                all.add(share(member));
            }
        });
        return all;
    }

    private static void write(Engine engine, View view, Map<String, String> next) {
        Map<String, Set<String>> before = view.shares();
        Map<String, Set<String>> after = byNode(next);
        Set<String> nodes = new TreeSet<>(before.keySet());
        nodes.addAll(after.keySet());
        Map<String, Set<String>> changed = new LinkedHashMap<>();
        for (String node : nodes) {
            Set<String> its = after.getOrDefault(node, Set.of());
            if (!its.equals(before.getOrDefault(node, Set.of()))) {
                changed.put(node, its);
            }
        }
        if (!changed.isEmpty()) {
            // whoever loses some first: what others are to have should be free soon
            List<String> order = changed.keySet().stream().sorted(Comparator.comparing(node -> changed.get(node).size()
                    - before.getOrDefault(node, Set.of()).size())).toList();
            order.forEach(node -> engine.put(Places.of(Places.ASSIGNMENTS, node), PackedLines.pack(changed.get(node))));
            LOG.info("connectors are shared out anew: {}", nodes.stream().map(node -> node + ' ' + after.getOrDefault(node, Set.of()).size())
                    .collect(Collectors.joining(", ")));
        }
    }

    private static Map<String, Set<String>> byNode(Map<String, String> assigned) {
        return assigned.entrySet().stream().collect(Collectors.groupingBy(Map.Entry::getValue, TreeMap::new,
                Collectors.mapping(Map.Entry::getKey, Collectors.toCollection(TreeSet::new))));
    }
}
