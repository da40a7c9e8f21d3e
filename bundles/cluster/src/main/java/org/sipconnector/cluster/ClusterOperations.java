/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.cluster.ConnectorNodes;
import org.sipconnector.cluster.engine.Engine;
import org.sipconnector.cluster.engine.EngineException;
import org.sipconnector.cluster.engine.Stored;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.ClusterException;
import org.sipconnector.spi.cluster.ClusterNode;
import org.sipconnector.spi.cluster.SharedConnector;

/** What operators see of the cluster and ask of it. */
final class ClusterOperations implements Cluster, ConnectorNodes {

    private static final int TRIES = 10;
    private static final int PART = 500;

    private final ClusterMember member;
    private final String engine;
    private final SharedAnswer<List<ClusterNode>> nodes = new SharedAnswer<>();
    private final SharedAnswer<List<SharedConnector>> connectors = new SharedAnswer<>();

    /** @param engine how connectors are shared, in one line */
    ClusterOperations(ClusterMember member, String engine) {
        this.member = member;
        this.engine = engine;
    }

    @Override
    public String self() {
        return member.node();
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public Optional<String> problem() {
        return member.problem();
    }

    private <T> T reached(Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            throw new ClusterException("the engine does not answer (" + e.getMessage() + "); nothing was changed as far as is known", e);
        }
    }

    /** In parts, so that what tells the engine that this node lives need not wait for all of it. */
    private static Map<String, Stored> all(Engine engine, String folder) {
        List<String> names = engine.children(folder, false);
        Map<String, Stored> all = new TreeMap<>();
        for (int from = 0; from < names.size(); from += PART) {
            all.putAll(engine.read(folder, names.subList(from, Math.min(names.size(), from + PART))));
        }
        return all;
    }

    @Override
    public List<ClusterNode> nodes() {
        return nodes.get(() -> reached(() -> {
            Engine reached = member.engine();
            Coordination.View view = Coordination.View.of(reached);
            Map<String, Integer> owned = new HashMap<>();
            all(reached, Places.OWNERS).values().forEach(owner -> owned.merge(Texts.of(owner.content()), 1, Integer::sum));
            Optional<String> coordinator = view.coordinator();
            List<ClusterNode> nodes = new ArrayList<>();
            Set<String> joining = Coordination.joining(reached, view);
            all(reached, Places.NODES).forEach((name, stored) -> nodes.add(new ClusterNode(name,
                    new ClusterNode.Presence(view.members().containsKey(name), joining.contains(name), coordinator.filter(name::equals).isPresent(),
                            member.since(stored.changed())),
                    view.wishes().drained().contains(name), load(name, view, owned.getOrDefault(name, 0)), Texts.of(stored.content()))));
            return nodes;
        }));
    }

    private static ClusterNode.Load load(String node, Coordination.View view, int owned) {
        Optional<NodeCapacity> capacity = Optional.ofNullable(view.members().get(node)).map(stored -> NodeCapacity.of(stored.content()));
        return new ClusterNode.Load(owned, view.configured().getOrDefault(node, Map.of()).size(), capacity.map(NodeCapacity::most).orElse(0),
                capacity.flatMap(NodeCapacity::full));
    }

    @Override
    public List<SharedConnector> connectors() {
        return connectors.get(() -> reached(() -> {
            Engine reached = member.engine();
            Coordination.View view = Coordination.View.of(reached);
            Map<String, Stored> owners = all(reached, Places.OWNERS);
            Map<String, Stored> epochs = all(reached, Places.EPOCHS);
            Set<String> ids = new TreeSet<>(epochs.keySet());
            view.configured().values().forEach(its -> ids.addAll(its.keySet()));
            return ids.stream().map(id -> shared(id, view, Optional.ofNullable(owners.get(id)), Optional.ofNullable(epochs.get(id)))).toList();
        }));
    }

    private static SharedConnector shared(String id, Coordination.View view, Optional<Stored> owner, Optional<Stored> epoch) {
        Map<String, String> fingerprints = new TreeMap<>();
        view.configured().forEach((node, its) -> Optional.ofNullable(its.get(id)).ifPresent(fingerprint -> fingerprints.put(node, fingerprint)));
        return new SharedConnector(new ConnectorId(id), Optional.ofNullable(view.assigned().get(id)), owner.map(stored -> Texts.of(stored.content())),
                epoch.map(stored -> stored.version() + 1L).orElse(0L), Optional.ofNullable(view.wishes().pins().get(id)), fingerprints.keySet(),
                new HashSet<>(fingerprints.values()).size() > 1);
    }

    @Override
    public Optional<String> owner(ConnectorId id) {
        try {
            return member.engine().read(Places.of(Places.OWNERS, id.value())).map(stored -> Texts.of(stored.content()));
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    @Override
    public CompletionStage<Optional<String>> nodeOf(ConnectorId id) {
        return member.asked(() -> reached(() -> member.engine().read(Places.of(Places.OWNERS, id.value())).map(stored -> Texts.of(stored.content()))))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
                    throw cause instanceof ClusterException known
                            ? known
                            : new ClusterException("this node does not share connectors any more", cause);
                });
    }

    private void wish(UnaryOperator<Wishes> change) {
        reached(() -> {
            Engine reached = member.engine();
            reached.create(Places.WISHES, Wishes.NONE.content(), true);
            for (int tries = 1;; tries++) {
                Stored before = reached.read(Places.WISHES).orElseThrow();
                try {
                    reached.commit(reached.transaction().write(Places.WISHES, change.apply(Wishes.of(before.content())).content(), before.version()));
                    return null;
                } catch (EngineException e) {
                    if (!e.isConflict() || tries == TRIES) {
                        throw e;
                    }
                }
            }
        });
    }

    /** That a node may have a connector. */
    private void requireCandidate(ConnectorId id, String node) {
        Coordination.View view = reached(() -> Coordination.View.of(member.engine()));
        if (!view.isConfigured(id.value())) {
            throw new ClusterException("no node at work is configured for a connector " + id + "; sip:cluster --connectors lists them");
        }
        if (!view.members().containsKey(node)) {
            throw new ClusterException("there is no node " + node + " at work; there are " + String.join(", ", view.members().keySet()));
        }
        if (!view.configured().get(node).containsKey(id.value())) {
            throw new ClusterException(
                    "node " + node + " has no configuration for " + id + ": copy etc/org.sipconnector.connector~" + id + ".cfg there");
        }
        if (view.wishes().drained().contains(node)) {
            throw new ClusterException("node " + node + " is drained: undrain it first");
        }
    }

    @Override
    public void move(ConnectorId id, String node) {
        requireCandidate(id, node);
        Optional<String> pinned = reached(() -> Coordination.View.of(member.engine()).wishes()).pins().entrySet().stream()
                .filter(pin -> pin.getKey().equals(id.value()) && !pin.getValue().equals(node)).map(Map.Entry::getValue).findFirst();
        if (pinned.isPresent()) {
            throw new ClusterException(id + " is pinned to node " + pinned.get() + ": unpin it first, or pin it to " + node);
        }
        wish(wishes -> wishes.moved(id.value(), node));
    }

    @Override
    public void pin(ConnectorId id, String node) {
        requireCandidate(id, node);
        wish(wishes -> wishes.pinned(id.value(), node));
    }

    @Override
    public void unpin(ConnectorId id) {
        wish(wishes -> wishes.unpinned(id.value()));
    }

    private void requireNode(String node) {
        if (!ClusterConfiguration.isNodeName(node) || reached(() -> member.engine().read(Places.of(Places.NODES, node))).isEmpty()) {
            throw new ClusterException("there is no node " + node + "; sip:cluster lists them");
        }
    }

    @Override
    public void drain(String node) {
        requireNode(node);
        wish(wishes -> wishes.drained(node, true));
    }

    @Override
    public void undrain(String node) {
        requireNode(node);
        wish(wishes -> wishes.drained(node, false));
    }

    @Override
    public void rebalance() {
        wish(Wishes::rebalanced);
    }

    @Override
    public void forget(String node) {
        requireNode(node);
        reached(() -> {
            Engine reached = member.engine();
            if (reached.read(Places.of(Places.MEMBERS, node)).isPresent()) {
                throw new ClusterException("node " + node + " is at work: stop it first");
            }
            reached.delete(Places.of(Places.NODES, node));
            reached.delete(Places.of(Places.ASSIGNMENTS, node));
            return null;
        });
        wish(wishes -> wishes.drained(node, false));
    }
}
