/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.replay;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.SnapshotChanged;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.kernel.internal.foundation.CallSite;
import org.sipconnector.kernel.internal.journal.Heard;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.journal.ManagerName;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.Slot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a version of a manager live through a stretch of a journal in the dark and compares what it does with what was
 * done. Runs off the lane.
 */
public final class Replay {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final byte[] NOT_YET_BYTES = {};

    private final ConnectorConfiguration configuration;
    private final ManagerFactory factory;
    private final Journal.Segment stretch;
    private final Map<String, Object> kept;
    private final ToDoubleFunction<Ids> random;
    private final Map<String, String> namesBySimpleName;
    private final Handover present;
    private final long turns;
    private Handover crossed;

    public Replay(ConnectorConfiguration configuration, ManagerFactory factory, Journal.Segment stretch,
            Map<String, Object> kept, ToDoubleFunction<Ids> random) {
        this(configuration, factory, stretch, kept, random, null, 0);
    }

    /** @param present the state to begin from instead of the stretch's; null for that */
    private Replay(ConnectorConfiguration configuration, ManagerFactory factory, Journal.Segment stretch,
            Map<String, Object> kept, ToDoubleFunction<Ids> random, Handover present, long turns) {
        this.present = present;
        this.turns = turns;
        this.configuration = configuration;
        this.factory = factory;
        this.stretch = stretch;
        this.kept = kept;
        this.random = random;
        this.namesBySimpleName = stretch.beginning().keySet().stream()
                .collect(Collectors.toMap(ManagerName::simple, Function.identity(), (first, second) -> first));
    }

    /** Of what is in a lane's journal now; to be called on that lane. */
    public static Replay of(LaneCore lane, ManagerFactory factory) {
        return new Replay(lane.configuration(), factory, lane.journal().stretch(factory.api().getName()),
                lane.keptObjects(), lane.runtime().random());
    }

    /**
     * Of taking up the state a lane's manager has now, and nothing after it; to be called on that lane, which waits only until
     * the state is taken: it is turned into bytes off the lane.
     */
    public static Replay ofPresentState(LaneCore lane, ManagerFactory factory) {
        Slot slot = lane.slot(factory.api().getName());
        Map<String, Journal.Image> images = new HashMap<>(lane.journal().stretch(slot.name()).beginning());
        images.put(slot.name(), new Journal.Image(NOT_YET_BYTES, slot.snapshot(), slot.ids()));
        return new Replay(lane.configuration(), factory, new Journal.Segment(images, List.of()), lane.keptObjects(),
                lane.runtime().random(), slot.present(), slot.turns());
    }

    /** Of the slot when its state was taken. */
    public long turns() {
        return turns;
    }

    /** That state as the version has read it; after {@link #firstDifference}. */
    public Handover crossed() {
        return crossed;
    }

    /** The first difference, or what was thrown; empty when the version did just what was done. */
    public Optional<String> firstDifference() {
        String name = factory.api().getName();
        Journal.Image image = stretch.beginning().get(name);
        if (image == null) {
            return Optional.empty();
        }
        ShadowLane lane = new ShadowLane(configuration, factory.api(), stretch.beginning(), kept, random);
        CallSite outer = CallSite.CURRENT.get();
        CallSite.CURRENT.set(lane);
        Thread thread = Thread.currentThread();
        String threadName = thread.getName();
        // what the manager logs now has not happened
        thread.setName("rehearsal of " + factory.api().getSimpleName() + " for " + configuration.id());
        try {
            crossed = Handover.fromBytes(present == null ? image.state() : present.toBytes());
            Manager manager = factory.adopt(lane, crossed);
            lane.takeOutputs();
            manager.handOver().toBytes();
            return walk(name, lane, manager);
        } catch (ShadowLane.ForgottenByClient e) {
            return Optional.empty();
        } catch (ClientFunction.Uncallable e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.debug("the replay of {} threw", name, e);
            return Optional.of("threw " + e);
        } finally {
            thread.setName(threadName);
            CallSite.CURRENT.set(outer);
        }
    }

    private Optional<String> walk(String name, ShadowLane lane, Manager manager) {
        Set<Long> heardLater = new HashSet<>();
        Map<Long, Journal.Entry> byNumber = stretch.entries().stream()
                .collect(Collectors.toMap(Journal.Entry::number, Function.identity()));
        stretch.entries().stream().filter(entry -> name.equals(entry.manager()) && entry.what() instanceof Heard)
                .forEach(entry -> heardLater.add(((Heard) entry.what()).number()));
        Deque<Object> done = new ArrayDeque<>();
        Journal.Entry cause = null;
        for (Journal.Entry entry : stretch.entries()) {
            lane.now(entry.at());
            boolean own = name.equals(entry.manager());
            if (own && !(entry.what() instanceof Heard)) {
                Object did = done.poll();
                if (!entry.what().equals(did)) {
                    return Optional.of(difference(cause, entry.what(), did));
                }
            } else if (entry.input() && !done.isEmpty()) {
                return Optional.of(difference(cause, null, done.poll()));
            }
            if (!own && entry.what() instanceof SnapshotChanged shown) {
                lane.shown(namesBySimpleName.getOrDefault(shown.manager(), shown.manager()), shown.current());
            }
            if (own && entry.what() instanceof Heard heard) {
                cause = byNumber.getOrDefault(heard.number(), entry);
                hear(lane, manager, name, cause.what());
            } else if (!heardLater.contains(entry.number())) {
                cause = entry.input() ? entry : cause;
                hear(lane, manager, name, entry.what());
            }
            done.addAll(lane.takeOutputs());
        }
        return done.isEmpty() ? Optional.empty() : Optional.of(difference(cause, null, done.poll()));
    }

    private static String difference(Journal.Entry cause, Object wasDone, Object does) {
        return "on " + (cause == null ? "taking over" : "message #" + cause.number() + " " + cause.text())
                + " the former version did " + (wasDone == null ? "nothing more" : wasDone)
                + ", this one does " + (does == null ? "nothing more" : does);
    }

    private static void hear(ShadowLane lane, Manager manager, String name, Object what) {
        if (what instanceof Message.Posted posted) {
            lane.tell(posted.event());
        } else if (what instanceof Message.Request request && request.manager().equals(name)) {
            invoke(lane, manager, request);
        } else if (what instanceof Message.Timer timer && timer.manager().equals(name)) {
            lane.tell(new TimerFired(timer.name()));
        } else if (what instanceof Message.Answer answer && answer.manager().equals(name)) {
            lane.goOn(answer);
        } else if (what instanceof Event event) {
            lane.tell(event);
        }
    }

    private static void invoke(ShadowLane lane, Manager manager, Message.Request request) {
        String reply = request.reply() == null ? "" : request.reply().id().value();
        lane.currentReply(reply);
        try {
            Object result = request.method().invoke(manager, request.arguments());
            if (result instanceof CompletionStage<?> stage && !(result instanceof Reply<?>)) {
                stage.whenComplete((value, error) -> lane.settled(reply, value, error));
            }
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ShadowLane.ForgottenByClient forgotten) {
                throw forgotten;
            } else if (e.getCause() instanceof ClientFunction.Uncallable uncallable) {
                throw uncallable;
            }
            if (request.reply() != null) {
                lane.reply(new ReplyId<>(reply)).fail(e.getCause());
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
