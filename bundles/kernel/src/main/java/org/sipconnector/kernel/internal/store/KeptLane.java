/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.util.List;
import java.time.Instant;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneImage;
import org.sipconnector.kernel.internal.lane.LaneKeeper;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane that is kept: whether something has happened on it since it was written, and what of it was. What foundations have is taken
 * after the lane; as long as they do not fit, because more is happening, it is tried again, but not for long. Used on the writer's
 * thread, what a {@link LaneKeeper} does apart.
 */
final class KeptLane implements LaneKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(KeptLane.class);
    /** So long each is waited for, also when another has used up the time of all. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** So much of what happens may be lost while things happen without a pause. */
    private static final long UNSETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** A lane that is late for so long is. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(30);

    private final LaneCore lane;
    private final Function<ConnectorId, CompletionStage<Map<Set<String>, Object>>> foundations;
    private final Writer writer;
    private volatile boolean marked;
    /** Since when it may be other than the store has it, while it is not kept. */
    private volatile Instant since;
    private Instant begun;
    /** Who waits until it is kept. */
    private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
    /** Those of them who are told after the writing under way. */
    private final Queue<CompletableFuture<Void>> answered = new ConcurrentLinkedQueue<>();
    /** Whether the store had it as it was when it was asked last. */
    private volatile boolean kept;
    private @Nullable Taken written;
    private @Nullable Taken taken;
    /** What is asked for the writing under way, one after the other. */
    private @Nullable CompletableFuture<Optional<LaneImage>> image;
    private @Nullable LaneImage present;
    private @Nullable CompletableFuture<Map<Set<String>, Object>> left;
    private @Nullable CompletableFuture<Boolean> current;
    private long unsettledSince;
    private boolean unsettled;
    private String failure = "";
    private @Nullable Instant lateSince;
    /** On a machine that is too busy it comes and goes. */
    private final OncePerMinute failures = new OncePerMinute();

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
     * @param urgent  told when somebody waits until it is written, and whether at once or for a moment
     * @param writes  whether there is any sense in waiting
     */
    record Writer(Consumer<KeptLane> changed, Consumer<KeptLane> later, Consumer<Boolean> urgent, BooleanSupplier writes) {}

    KeptLane(LaneCore lane, Function<ConnectorId, CompletionStage<Map<Set<String>, Object>>> foundations, Writer writer) {
        this.lane = lane;
        this.foundations = foundations;
        this.writer = writer;
        since = now();
        begun = since;
    }

    LaneCore lane() {
        return lane;
    }

    /** Any thread. */
    @Override
    public void changed() {
        if (!marked) {
            if (kept) {
                since = now();
            }
            marked = true;
            writer.changed().accept(this);
        }
    }

    @Override
    public boolean keeps() {
        return writer.writes().getAsBoolean();
    }

    @Override
    public CompletionStage<Void> store(boolean atOnce) {
        if (!keeps()) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> stored = new CompletableFuture<>();
        waiting.add(stored);
        changed();
        writer.urgent().accept(atOnce);
        return stored;
    }

    /** Has the lane tell what it is. */
    void begin() {
        begun = now();
        marked = false;
        kept = false;
        move(waiting, answered);
        CompletableFuture<Optional<LaneImage>> asked = new CompletableFuture<>();
        lane.onLane(() -> take(asked));
        image = asked;
        taken = null;
    }

    /** A manager that cannot tell its state is not the lane's fault. */
    private void take(CompletableFuture<Optional<LaneImage>> asked) {
        try {
            asked.complete(LaneImage.of(lane));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            asked.completeExceptionally(e);
        }
    }

    /**
     * Waits for what the lane is, and asks the foundations what they have of it.
     *
     * @param deadline by {@link System#nanoTime}
     */
    void askFoundations(long deadline) {
        CompletableFuture<Optional<LaneImage>> asked = image;
        image = null;
        if (asked != null) {
            present = trying(() -> get(asked, deadline)).orElse(null);
            left = present == null ? null : foundations.apply(lane.id()).toCompletableFuture();
        }
    }

    /** Waits for what foundations have, and asks the lane whether anything has happened meanwhile. */
    void askWhetherCurrent(long deadline) {
        LaneImage was = present;
        CompletableFuture<Map<Set<String>, Object>> had = left;
        if (was != null && had != null && trying(() -> Optional.of(get(had, deadline))).isPresent()) {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            lane.onLane(() -> answer.complete(was.current(lane)));
            current = answer;
        }
    }

    /** What the next process gets, when that is other than what it would get by now; empty also when it cannot be had. */
    Optional<byte[]> finish(long deadline) {
        LaneImage was = present;
        CompletableFuture<Map<Set<String>, Object>> had = left;
        CompletableFuture<Boolean> asked = current;
        present = null;
        left = null;
        current = null;
        return was == null || had == null || asked == null
                ? Optional.empty()
                : trying(() -> bytes(new Taken(was, had.join(), get(asked, deadline))));
    }

    private <T> Optional<T> trying(Callable<Optional<T>> task) {
        try {
            return task.call();
        } catch (ExecutionException e) {
            failed(ErrorText.of(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            failed(ErrorText.of(e));
        }
        return Optional.empty();
    }

    private static <T> T get(CompletableFuture<T> future, long deadline) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(Math.max(LEAST_NANOS, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private Optional<byte[]> bytes(Taken present) {
        lateSince = null;
        if (!present.current() && !waitedEnough()) {
            changed();
            if (move(answered, waiting)) {
                writer.urgent().accept(true);
            }
            return Optional.empty();
        }
        unsettled = false;
        if (written != null && present.same(written)) {
            // the same, but of the code at work now: nothing else is held by it
            written = present;
            keptAsBegun();
            return Optional.empty();
        }
        try {
            byte[] bytes = new StoredConnector(present.image().held(), List.of(), present.left(), present.image().at()).toBytes();
            taken = present;
            failure = "";
            return Optional.of(bytes);
        } catch (RuntimeException | LinkageError e) {
            failed(ErrorText.of(e));
            return Optional.empty();
        }
    }

    /** Tried again before it is said: on a busy machine it is over then. */
    private void late() {
        Instant now = now();
        lateSince = lateSince == null ? now : lateSince;
        Duration lasts = Duration.between(lateSince, now);
        if (lasts.compareTo(WORTH_TELLING) < 0) {
            LOG.debug("connector {} or what foundations have of it was not to be had in time, it is kept a moment later", lane.id());
            writer.later().accept(this);
        } else {
            failed("its lane, or what foundations have of it, was not to be had in time");
        }
    }

    private boolean waitedEnough() {
        if (!unsettled) {
            unsettled = true;
            unsettledSince = System.nanoTime();
        }
        return System.nanoTime() - unsettledSince > UNSETTLED_NANOS;
    }

    private void failed(String why) {
        if (!why.equals(failure)) {
            failures.tell(times -> {
                failure = why;
                LOG.warn("connector {} would go on in another process as it was kept last, if it was: {}{}", lane.id(), why, times);
            });
        }
        writer.later().accept(this);
    }

    /** What was taken is in the store. */
    void written() {
        if (taken != null) {
            written = taken;
            keptAsBegun();
        }
    }

    private void keptAsBegun() {
        since = begun;
        kept = true;
    }

    /** Whether the store has it as it is. */
    boolean isKept() {
        return kept && !marked;
    }

    /** For how long it has been other than the store has it. Any thread. */
    Duration behind() {
        return isKept() ? Duration.ZERO : Duration.between(since, now());
    }

    private Instant now() {
        return lane.runtime().timers().now();
    }

    /** The store may have nothing of it, or nothing that is true. */
    void forget() {
        written = null;
        changed();
    }

    /** Tells who has waited for the writing that is over, whether it could be done or not. */
    void answer() {
        tell(answered);
    }

    /** It is written no more. Any thread. */
    void waitsNoLonger() {
        tell(answered);
        tell(waiting);
    }

    private static void tell(Queue<CompletableFuture<Void>> those) {
        for (CompletableFuture<Void> next = those.poll(); next != null; next = those.poll()) {
            next.complete(null);
        }
    }

    /** Whether there were any. */
    private static boolean move(Queue<CompletableFuture<Void>> from, Queue<CompletableFuture<Void>> to) {
        boolean any = false;
        for (CompletableFuture<Void> next = from.poll(); next != null; next = from.poll()) {
            any = to.add(next);
        }
        return any;
    }
}
