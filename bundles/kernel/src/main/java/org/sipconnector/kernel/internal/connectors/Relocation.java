/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.kernel.internal.store.StoredConnector;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.spi.cluster.ConfiguredConnector;
import org.sipconnector.spi.cluster.ConnectorRelocation;
import org.sipconnector.spi.cluster.KeptConnector;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.standby.HeldFoundation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single connectors to and from other processes, in the steps of a restart. */
public final class Relocation implements ConnectorRelocation {

    private static final Logger LOG = LoggerFactory.getLogger(Relocation.class);

    private final Kernel kernel;
    private final ConfiguredConnectors configured;
    private final Parts parts;
    private final WriteBehind writing;
    private final Function<byte[], StoredConnector> reader;
    private final Supplier<Instant> now;
    private final Supplier<Duration> longest;

    /**
     * What foundations have of one connector.
     *
     * @param leave  what they leave, by the names of their contracts
     * @param takeUp  has them go on with what was left
     * @param clients where is waited for them, and for clients
     */
    public record Parts(Function<ConnectorId, CompletionStage<Map<Set<String>, Object>>> leave,
            BiConsumer<ConnectorId, Map<Set<String>, Object>> takeUp,
            Executor clients) {}

    /**
     * @param reader  reads what was kept
     * @param longest a gap that the other side of a call bears
     */
    public Relocation(Kernel kernel, ConfiguredConnectors configured, Parts parts, WriteBehind writing, Function<byte[], StoredConnector> reader,
            Supplier<Instant> now, Supplier<Duration> longest) {
        this.kernel = kernel;
        this.configured = configured;
        this.parts = parts;
        this.writing = writing;
        this.reader = reader;
        this.now = now;
        this.longest = longest;
    }

    @Override
    public Collection<ConfiguredConnector> configured() {
        return configured.contents();
    }

    @Override
    public Set<ConnectorId> here() {
        return configured.here();
    }

    @Override
    public void begin(ConnectorId id, Optional<KeptConnector> kept) {
        if (kernel.find(id).isPresent() || kernel.handover().hasLeft()) {
            return;
        }
        // of a former time here pictures may still go to the far end
        kernel.release(id);
        configured.begun(id);
        kept.ifPresent(content -> read(id, content).flatMap(stored -> takeUp(id, stored, content.lastSeen()))
                .ifPresent(connector -> LOG.info("connector {} goes on in this process", id)));
        // as kept it may have had other settings
        configured.find(id).ifPresent(kernel::configure);
    }

    private Optional<StoredConnector> read(ConnectorId id, KeptConnector kept) {
        try {
            return Optional.of(reader.apply(kept.content()).savedAt(now.get().minus(kept.saved())));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{} begins anew: what another process has kept of it cannot be read: {}", id, ErrorText.of(e));
            return Optional.empty();
        }
    }

    private Optional<OpenConnector> takeUp(ConnectorId id, StoredConnector stored, Duration lastSeen) {
        Instant begins = now.get();
        parts.takeUp().accept(id, stored.leftAhead(begins));
        return kernel.handover().takeUpOne(stored.resumed(begins, begins.minus(lastSeen), longest.get()));
    }

    @Override
    public CompletionStage<byte[]> leave(ConnectorId id) {
        return kernel.handover().leave(id).thenComposeAsync(held -> {
            takeOut(id);
            return parts.leave().apply(id).thenApply(left -> {
                byte[] bytes = StoredConnector.of(held, foundations(id, left), now.get()).toBytes();
                LOG.info("connector {} is left to another process", id);
                return bytes;
            });
        }, parts.clients());
    }

    private void takeOut(ConnectorId id) {
        writing.left(id);
        kernel.takeOut(id).ifPresent(kernel.services()::closed);
        configured.ended(id);
    }

    private static List<HeldFoundation> foundations(ConnectorId id, Map<Set<String>, Object> left) {
        return left.entrySet().stream().map(each -> new HeldFoundation(each.getKey(), Map.of(id, each.getValue()), List.of())).toList();
    }

    @Override
    public void release(ConnectorId id) {
        if (kernel.find(id).isEmpty()) {
            kernel.release(id);
        }
    }

    @Override
    public void abandon(ConnectorId id) {
        leave(id).whenComplete((left, failure) -> {
            if (failure != null) {
                LOG.error("connector {} is another process's by now, and what was here of it ends: {}", id, ErrorText.of(failure));
                takeOut(id);
            }
            release(id);
        });
    }

    @Override
    public void close(ConnectorId id) {
        configured.ended(id);
        kernel.find(id).ifPresent(Connector::close);
    }
}
