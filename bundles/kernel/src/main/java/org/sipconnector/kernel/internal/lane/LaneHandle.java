/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.sipconnector.kernel.internal.time.TimeLimit;

/** The lane as one manager instance sees it; dead once the instance was replaced. */
final class LaneHandle implements Lane {

    private final LaneCore core;
    private final Slot slot;
    private Handlers handlers = new Handlers();
    private boolean quiet;
    private boolean dead;

    LaneHandle(LaneCore core, Slot slot) {
        this.core = core;
        this.slot = slot;
    }

    void collectHandlers(Handlers into) {
        handlers = into;
    }

    /** Runs an adoption: it may register handlers, read and show, nothing else. */
    <T> T quietly(Supplier<T> adoption) {
        quiet = true;
        try {
            return adoption.get();
        } finally {
            quiet = false;
        }
    }

    void die() {
        dead = true;
    }

    @Override
    public ConnectorId connector() {
        return core.id();
    }

    @Override
    public ConnectorConfiguration configuration() {
        return core.configuration();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <E extends Event> void on(Class<E> type, Consumer<? super E> handler) {
        mustLive();
        handlers.add(type, (Consumer<Event>) handler);
    }

    @Override
    public <M> void on(EventHandlers<M> table, M instance) {
        mustLive();
        handlers.add(table, instance);
    }

    @Override
    public void publish(Event event) {
        mustAct("publish");
        core.events().publish(slot, event);
    }

    @Override
    public void show(Object snapshot) {
        mustLive();
        core.events().show(slot, snapshot);
    }

    @Override
    public void schedule(String timer, Duration after) {
        mustAct("schedule");
        core.timers().schedule(slot, timer, after);
    }

    @Override
    public void cancel(String timer) {
        mustAct("cancel");
        core.timers().cancel(slot, timer);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Reply<T> reply() {
        mustAct("reply");
        return (Reply<T>) core.currentReply();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Reply<T> reply(ReplyId<T> id) {
        mustLive();
        return (Reply<T>) core.replies().find(id.value());
    }

    @Override
    public <M> M manager(Class<M> api) {
        return core.proxy(api);
    }

    @Override
    public boolean has(Class<?> api) {
        return core.has(api);
    }

    @Override
    public <T> void expect(CompletionStage<? extends T> stage, Step<T> next) {
        mustAct("expect");
        core.expect(slot.name(), stage, PendingStep.of(next));
    }

    @Override
    public <T> void expect(CompletionStage<? extends T> stage, Duration limit, Step<T> next) {
        expect(TimeLimit.on(stage, limit, core.runtime().timers()), next);
    }

    @Override
    public <T, S extends Record & Step<T>> void onOutcome(Class<S> step, BiConsumer<? super S, Outcome<T>> handler) {
        mustLive();
        handlers.add(step, handler);
    }

    @Override
    public CompletionStage<Void> stored() {
        mustAct("stored");
        return core.stored();
    }

    @Override
    public String newId(String prefix) {
        return slot.newId(prefix, core.id().value());
    }

    @Override
    public Instant now() {
        return core.now();
    }

    @Override
    public double random() {
        return slot.random(core.runtime().random());
    }

    @Override
    public <T> KeptId<T> keep(T clientObject) {
        mustAct("keep");
        if (clientObject == null) {
            throw new IllegalArgumentException("nothing was given to be kept");
        }
        String id = newId("kept");
        core.kept().keep(id, clientObject);
        return new KeptId<>(id);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T kept(KeptId<T> id) {
        return (T) core.kept().get(id.value());
    }

    @Override
    public void release(KeptId<?> id) {
        mustAct("release");
        core.kept().release(id.value());
    }

    private void mustLive() {
        if (dead) {
            throw new IllegalStateException("this instance of " + slot.name() + " has been replaced");
        }
    }

    private void mustAct(String what) {
        mustLive();
        if (quiet) {
            throw new IllegalStateException("adopt must not " + what + ": it only takes the state up");
        }
    }
}
