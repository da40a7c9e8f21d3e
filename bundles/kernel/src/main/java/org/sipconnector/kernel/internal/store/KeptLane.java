/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.explanation.ErrorText;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane that is kept: whether something has happened on it since it was written, and what of it was. What foundations have is taken
 * after the lane; as long as they do not fit, because more is happening, it is tried again, but not for long. Used on the writer's
 * thread, {@link #mark} apart.
 */
final class KeptLane {

    private static final Logger LOG = LoggerFactory.getLogger(KeptLane.class);
    private static final long LIMIT_MILLIS = 1_000;
    /** So much of what happens may be lost while things happen without a pause. */
    private static final long UNSETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final LaneCore lane;
    private final Function<ConnectorId, CompletionStage<Map<Set<String>, Object>>> foundations;
    private final Writer writer;
    private volatile boolean marked;
    private @Nullable Taken written;
    private @Nullable Taken taken;
    private @Nullable CompletableFuture<Optional<Taken>> taking;
    private long unsettledSince;
    private boolean unsettled;
    private String failure = "";

    /**
     * The lane and what foundations had of it.
     *
     * @param current whether nothing had happened between
     */
    private record Taken(LaneImage image, Map<Set<String>, Object> left, boolean current) {

        boolean same(Taken other) {
            return left.equals(other.left) && image.same(other.image);
        }
    }

    /**
     * Who writes.
     *
     * @param changed told once of what has happened, until {@link #begin} is called
     * @param later   told when it cannot be said now what the lane is
     */
    record Writer(Consumer<KeptLane> changed, Consumer<KeptLane> later) {}

    KeptLane(LaneCore lane, Function<ConnectorId, CompletionStage<Map<Set<String>, Object>>> foundations, Writer writer) {
        this.lane = lane;
        this.foundations = foundations;
        this.writer = writer;
    }

    LaneCore lane() {
        return lane;
    }

    /** Something has happened. Any thread; cheap. */
    void mark() {
        if (!marked) {
            marked = true;
            writer.changed().accept(this);
        }
    }

    /** Has lane and foundations tell what they are, one after the other. */
    void begin() {
        marked = false;
        CompletableFuture<Optional<LaneImage>> image = new CompletableFuture<>();
        lane.onLane(() -> image.complete(LaneImage.of(lane)));
        taking = image.thenCompose(present -> present.isEmpty()
                ? CompletableFuture.completedStage(Optional.<Taken>empty())
                : foundations.apply(lane.id()).thenCompose(left -> settled(present.get(), left)));
    }

    private CompletionStage<Optional<Taken>> settled(LaneImage image, Map<Set<String>, Object> left) {
        CompletableFuture<Optional<Taken>> settled = new CompletableFuture<>();
        lane.onLane(() -> settled.complete(Optional.of(new Taken(image, left, image.current(lane)))));
        return settled;
    }

    /** Waits for what {@link #begin} has begun: what the next process gets, when that is other than what it would get by now. */
    Optional<byte[]> finish() {
        taken = null;
        try {
            Optional<Taken> present = taking == null ? Optional.empty() : taking.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            return present.flatMap(this::bytes);
        } catch (ExecutionException | TimeoutException e) {
            failed(e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<byte[]> bytes(Taken present) {
        if (!present.current() && !waitedEnough()) {
            mark();
            return Optional.empty();
        }
        unsettled = false;
        if (written != null && present.same(written)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = new StoredConnector(present.image().held(), List.of(), present.left(), present.image().at()).toBytes();
            taken = present;
            failure = "";
            return Optional.of(bytes);
        } catch (RuntimeException | LinkageError e) {
            failed(e);
            return Optional.empty();
        }
    }

    private boolean waitedEnough() {
        if (!unsettled) {
            unsettled = true;
            unsettledSince = System.nanoTime();
        }
        return System.nanoTime() - unsettledSince > UNSETTLED_NANOS;
    }

    private void failed(Throwable why) {
        String text = ErrorText.of(why);
        if (!text.equals(failure)) {
            failure = text;
            LOG.warn("connector {} would not go on in another process as it is now: {}", lane.id(), text);
        }
        writer.later().accept(this);
    }

    /** What was taken is in the store. */
    void written() {
        if (taken != null) {
            written = taken;
        }
    }

    /** The store has nothing of it. */
    void forget() {
        written = null;
    }
}
