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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.cluster.ConnectorElsewhereException;
import org.sipconnector.kernel.internal.store.StoredConnector;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.spi.cluster.ConfiguredConnector;
import org.sipconnector.spi.cluster.ConnectorRelocation;
import org.sipconnector.spi.cluster.KeptConnector;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.standby.HeldConnector;
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

    /** A connector that has come to rest and is not this kernel's any more. */
    private record Gone(HeldConnector held, Optional<OpenConnector> connector) {}

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
    public boolean isAtWork() {
        return !kernel.handover().hasLeft();
    }

    @Override
    public void begin(ConnectorId id, Optional<KeptConnector> kept) {
        kernel.handover().oneByOne(() -> {
            if (kernel.find(id).isEmpty()) {
                beginNow(id, kept);
            }
            return id;
        });
    }

    private void beginNow(ConnectorId id, Optional<KeptConnector> kept) {
        // of a former time here pictures may still go to the far end
        kernel.release(id);
        configured.begun(id);
        kept.ifPresent(content -> read(id, content).ifPresent(stored -> takeUp(id, stored, content.lastSeen()).ifPresentOrElse(
                connector -> LOG.info("connector {} goes on in this process", id),
                () -> kernel.release(id))));
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
        Optional<Gone> gone;
        try {
            gone = kernel.handover().oneByOne(() -> new Gone(kernel.handover().leave(id), takeOut(id)));
        } catch (IllegalStateException goesOn) {
            return CompletableFuture.failedStage(goesOn);
        }
        return gone.map(its -> leave(id, its)).orElseGet(() -> CompletableFuture.failedStage(new IllegalStateException("the next kernel has it")));
    }

    private CompletionStage<byte[]> leave(ConnectorId id, Gone gone) {
        return CompletableFuture.runAsync(() -> gone.connector().ifPresent(kernel.services()::closed), parts.clients())
                .thenCompose(closed -> parts.leave().apply(id)).thenApply(left -> {
                    byte[] bytes = StoredConnector.of(gone.held(), foundations(id, left), new ConnectorElsewhereException(id), now.get()).toBytes();
                    LOG.info("connector {} is left to another process", id);
                    return bytes;
                });
    }

    private Optional<OpenConnector> takeOut(ConnectorId id) {
        writing.left(id);
        configured.ended(id);
        return kernel.takeOut(id);
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
    public CompletionStage<Void> abandon(ConnectorId id) {
        return leave(id).handle((left, failure) -> {
            if (failure != null) {
                LOG.error("connector {} is another process's by now, and what was here of it ends: {}", id, ErrorText.of(failure));
                kernel.handover().oneByOne(() -> takeOut(id)).flatMap(gone -> gone).ifPresent(kernel.services()::closed);
            }
            release(id);
            return null;
        });
    }

    @Override
    public void close(ConnectorId id) {
        configured.ended(id);
        kernel.find(id).ifPresent(Connector::close);
    }
}
