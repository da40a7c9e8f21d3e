/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.sipconnector.cluster.engine.Engine;
import org.sipconnector.cluster.engine.EngineException;
import org.sipconnector.cluster.engine.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors that this node has, as the engine knows: nobody else has one of them as long as the session lasts, and what is kept of it
 * is written under its epoch only. Any thread.
 */
final class OwnedConnectors {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedConnectors.class);

    private final String node;
    private final ConcurrentMap<String, AtomicLong> leases;
    /** Until when this node may send, by {@link System#nanoTime}: one for all. */
    private final AtomicLong lease;
    /** The version of its epoch, by the connector's id. */
    private final Map<String, Integer> epochs = new ConcurrentHashMap<>();
    private final Map<String, String> formers = new ConcurrentHashMap<>();
    /** What the engine has still to be told of those that have left here. */
    private final Map<String, Optional<byte[]>> unsettled = new ConcurrentHashMap<>();

    /** @param leases where who sends looks up whether it may */
    OwnedConnectors(String node, ConcurrentMap<String, AtomicLong> leases, AtomicLong lease) {
        this.node = node;
        this.leases = leases;
        this.lease = lease;
    }

    Set<String> ids() {
        return Set.copyOf(epochs.keySet());
    }

    boolean has(String id) {
        return epochs.containsKey(id);
    }

    int size() {
        return epochs.size();
    }

    /** Those that a former copy of this bundle has left, whose session goes on, or that were taken without an answer. */
    void recall(Engine engine, List<String> owners) {
        Map<String, Stored> found = engine.read(Places.OWNERS, owners);
        List<String> own = owners.stream().filter(id -> Optional.ofNullable(found.get(id))
                .filter(owner -> owner.sessionId() == engine.sessionId()).isPresent()).toList();
        Map<String, Stored> counts = engine.read(Places.EPOCHS, own);
        own.forEach(id -> Optional.ofNullable(counts.get(id)).ifPresent(epoch -> has(id, epoch.version())));
    }

    private void has(String id, int epoch) {
        epochs.put(id, epoch);
        leases.put(id, lease);
    }

    /** Takes those of these connectors that nobody has. */
    void take(Engine engine, List<String> ids) {
        Map<String, Stored> counts = engine.read(Places.EPOCHS, ids);
        Map<String, Engine.Transaction> taking = new LinkedHashMap<>();
        for (String id : ids) {
            Stored count = counts.get(id);
            Engine.Transaction transaction = engine.transaction().create(Places.of(Places.OWNERS, id), Texts.bytes(node), false);
            if (count == null) {
                transaction.create(Places.of(Places.EPOCHS, id), Texts.bytes(node), true).create(Places.of(Places.CONNECTORS, id), new byte[0], true);
            } else {
                transaction.write(Places.of(Places.EPOCHS, id), Texts.bytes(node), count.version());
            }
            taking.put(id, transaction);
        }
        Map<String, EngineException> failed = engine.commit(taking);
        failed.forEach((id, why) -> LOG.debug("{} is not taken: {}", id, why.getMessage()));
        ids.stream().filter(id -> !failed.containsKey(id)).forEach(id -> {
            Optional<Stored> count = Optional.ofNullable(counts.get(id));
            count.ifPresent(before -> formers.put(id, Texts.of(before.content())));
            int epoch = count.map(before -> before.version() + 1).orElse(0);
            LOG.debug("connector {} is taken in epoch {}", id, epoch);
            has(id, epoch);
        });
    }

    /** The node that had it before; empty when none had, or that is not known any more. */
    Optional<String> former(String id) {
        return Optional.ofNullable(formers.get(id));
    }

    /**
     * Writes what is kept of connectors; of those that this node has not nothing is written.
     *
     * @return those that were not written, and why
     */
    Map<String, EngineException> keep(Engine engine, Map<String, byte[]> sealed) {
        Map<String, Engine.Transaction> writing = new LinkedHashMap<>();
        sealed.forEach((id, content) -> guarded(engine, id)
                .ifPresent(transaction -> writing.put(id, transaction.write(Places.of(Places.CONNECTORS, id), content, -1))));
        return engine.commit(writing);
    }

    private Optional<Engine.Transaction> guarded(Engine engine, String id) {
        return Optional.ofNullable(epochs.get(id)).map(epoch -> engine.transaction().check(Places.of(Places.EPOCHS, id), epoch));
    }

    /**
     * Leaves connectors to whoever takes them, with what is kept of them by now. What is not done, since the engine is not reached, is done
     * by {@link #settle}.
     *
     * @return those that were not left, and why
     */
    Map<String, EngineException> leave(Engine engine, Map<String, Optional<byte[]>> sealed) {
        sealed.forEach((id, content) -> {
            if (has(id)) {
                unsettled.put(id, content);
            }
        });
        return settle(engine);
    }

    /** Those that have left here, though the engine does not know it yet. */
    boolean isLeaving(String id) {
        return unsettled.containsKey(id);
    }

    /** Tells the engine who has left here. */
    Map<String, EngineException> settle(Engine engine) {
        Map<String, Engine.Transaction> leaving = new LinkedHashMap<>();
        Map.copyOf(unsettled).forEach((id, content) -> Optional.ofNullable(epochs.get(id)).ifPresent(epoch -> {
            // not checked but written, so that nothing that is being written now comes after it
            Engine.Transaction transaction = engine.transaction().write(Places.of(Places.EPOCHS, id), Texts.bytes(node), epoch);
            content.ifPresent(bytes -> transaction.write(Places.of(Places.CONNECTORS, id), bytes, -1));
            leaving.put(id, transaction.delete(Places.of(Places.OWNERS, id)));
        }));
        Map<String, EngineException> failed = engine.commit(leaving);
        leaving.keySet().stream().filter(id -> !failed.containsKey(id) || failed.get(id).isConflict()).forEach(this::forgetMuted);
        failed.values().removeIf(EngineException::isConflict);
        return failed;
    }

    /** No node is configured for it any more. */
    void remove(Engine engine, String id) {
        Optional<Engine.Transaction> removing = guarded(engine, id).map(transaction -> transaction.delete(Places.of(Places.CONNECTORS, id))
                .delete(Places.of(Places.OWNERS, id)).delete(Places.of(Places.EPOCHS, id)));
        Map<String, EngineException> failed = removing.map(transaction -> engine.commit(Map.of(id, transaction))).orElse(Map.of());
        if (failed.isEmpty() || failed.get(id).isConflict()) {
            forget(id);
            // it may say good-bye, for nobody else has it
            leases.remove(id);
        }
    }

    private void forget(String id) {
        epochs.remove(id);
        formers.remove(id);
        unsettled.remove(id);
    }

    /** Others may have it: nothing is sent for it until {@link #ended}. */
    private void forgetMuted(String id) {
        mute(id);
        forget(id);
    }

    /** The session has ended, and others may have them: nothing is sent for them until {@link #ended}. */
    void lose() {
        epochs.keySet().forEach(this::forgetMuted);
    }

    /** Nothing is sent for it any more. */
    void mute(String id) {
        leases.put(id, new AtomicLong(System.nanoTime()));
    }

    /** Nothing is left of it here: whoever has that id from now on, it is not the former one. */
    void ended(String id) {
        if (!has(id)) {
            leases.remove(id);
        }
    }
}
