/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sipconnector.cluster.engine.Engine;
import org.sipconnector.cluster.engine.EngineException;
import org.sipconnector.cluster.engine.Stored;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.store.StateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps at the engine what the kernel needs to go on with the connectors of this node, sealed; those of other nodes are theirs. */
final class SharedStateStore extends NodeStore {

    private static final Logger LOG = LoggerFactory.getLogger(SharedStateStore.class);

    private final ClusterMember member;

    SharedStateStore(ClusterMember member) {
        this.member = member;
    }

    @Override
    public void replaceAll(Map<String, byte[]> values) {
        Map<String, Optional<byte[]>> sealed = new LinkedHashMap<>();
        values.forEach((id, content) -> sealed.put(id, Optional.of(member.key().seal(id, content))));
        member.leaveAll(sealed);
    }

    @Override
    public void update(Map<String, byte[]> changed, Set<String> removed) {
        if (changed.isEmpty() && removed.isEmpty() && member.isBeginning()) {
            return;
        }
        Map<String, byte[]> sealed = new LinkedHashMap<>();
        changed.forEach((id, content) -> sealed.put(id, member.key().seal(id, content)));
        removed.stream().filter(id -> !changed.containsKey(id)).forEach(id -> sealed.put(id, new byte[0]));
        try {
            Map<String, EngineException> failed = member.owned().keep(member.engine(), sealed);
            Optional<EngineException> unreachable = failed.values().stream().filter(why -> !why.isConflict()).findFirst();
            if (unreachable.isPresent()) {
                throw unreachable.get();
            }
            failed.keySet().forEach(id -> LOG.warn("{} is not kept: another node has it by now", id));
        } catch (EngineException e) {
            throw new StateStoreException("connectors cannot be kept at the engine: " + e.getMessage() + "; see sip:cluster", e);
        }
    }

    @Override
    public Map<String, byte[]> load() {
        Map<String, byte[]> all = new TreeMap<>();
        ofThisNode().forEach((id, stored) -> {
            try {
                all.put(id, member.key().open(id, stored.content()));
            } catch (GeneralSecurityException e) {
                LOG.error("what is kept of {} was sealed by another key: it is dropped", id);
            }
        });
        return all;
    }

    private Map<String, Stored> ofThisNode() {
        Map<String, Stored> all = new TreeMap<>();
        if (member.owned().size() == 0) {
            return all;
        }
        try {
            Engine engine = member.engine();
            all.putAll(engine.read(Places.CONNECTORS, member.owned().ids()));
            all.values().removeIf(stored -> stored.content().length == 0);
        } catch (EngineException e) {
            LOG.warn("what is kept cannot be read: {}", ErrorText.of(e));
        }
        return all;
    }

    @Override
    public List<Entry> entries() {
        return ofThisNode().entrySet().stream().map(each -> new Entry(each.getKey(),
                Instant.now().minus(member.since(each.getValue().changed())), each.getValue().content().length)).toList();
    }

    @Override
    public void clear() {
        update(Map.of(), member.owned().ids());
    }
}
