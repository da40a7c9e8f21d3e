/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorOverloadedException;
import org.sipconnector.api.ManagerUnavailableException;
import org.sipconnector.kernel.internal.foundation.CallSite;
import org.sipconnector.kernel.internal.foundation.Called;
import org.sipconnector.kernel.internal.journal.ManagerName;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.reply.LaneReply;
import org.sipconnector.kernel.internal.reply.Replies;
import org.sipconnector.spi.standby.HeldConnector;

/** Calls of a lane's managers: from the stable proxy, through the mailbox, to the client's promise. */
final class LaneCalls {

    private final Map<Class<?>, Object> proxies = new ConcurrentHashMap<>();
    private final LaneCore lane;
    private final LaneRuntime runtime;
    private final Replies replies;

    LaneCalls(LaneCore lane, LaneRuntime runtime, Replies replies) {
        this.lane = lane;
        this.runtime = runtime;
        this.replies = replies;
    }

    @SuppressWarnings("unchecked")
    <M> M proxy(Class<M> api) {
        return (M) proxies.computeIfAbsent(api, type -> ManagerProxy.of(lane, type));
    }

    Object snapshot(Class<?> api) {
        HeldConnector held = lane.handover().held();
        if (held != null) {
            return held.snapshot(api);
        }
        Slot slot = lane.slot(api.getName());
        if (slot == null && lane.closed()) {
            throw new ConnectorClosedException(lane.id());
        }
        if (slot == null) {
            throw new ManagerUnavailableException(lane.id(), api.getSimpleName(), "its bundle is not installed");
        }
        return slot.snapshot();
    }

    Object request(Class<?> api, Method method, Object[] arguments) {
        boolean answers = answers(method);
        if (!answers && method.getReturnType() != void.class) {
            throw new UnsupportedOperationException(method + " returns neither void nor a CompletionStage");
        }
        if (lane.closed()) {
            return refuse(answers, new ConnectorClosedException(lane.id()));
        }
        if (lane.waiting() >= runtime.capacity()) {
            return refuse(answers, new ConnectorOverloadedException(lane.id(), lane.waiting()));
        }
        boolean byManager = CallSite.current() == lane;
        if (byManager) {
            lane.called(new Called(method, arguments, false));
        }
        LaneReply<?> reply = answers ? replies.create("reply-" + lane.id() + "-" + runtime.ids().getAsLong(), byManager) : null;
        Message.Request request = new Message.Request(api.getName(), method, arguments, reply);
        if (lane.parked() || !lane.has(api)) {
            limitAbsence(request);
        }
        lane.enqueue(request);
        return reply;
    }

    /** Whether the operation tells what came of it by a stage. */
    static boolean answers(Method method) {
        return CompletionStage.class.isAssignableFrom(method.getReturnType());
    }

    static Object refuse(boolean answers, RuntimeException reason) {
        if (answers) {
            return CompletableFuture.failedStage(reason);
        }
        throw reason;
    }

    /** An operation may return another stage: one already done, or another promise of the lane. */
    @SuppressWarnings("unchecked")
    static void follow(CompletionStage<?> result, Message.Request request) {
        LaneReply<Object> reply = (LaneReply<Object>) request.reply();
        if (result == null) {
            reply.fail(new IllegalStateException(request.text() + " returned nothing"));
            return;
        }
        result.whenComplete((value, error) -> {
            if (error == null) {
                reply.complete(value);
            } else {
                reply.fail(error);
            }
        });
    }

    /** Whether nobody waits for the message any more, or the manager that was not installed has come. */
    boolean ready(Message message) {
        return message instanceof Message.Request request
                && (request.reply().settled() || lane.slot(request.manager()) != null);
    }

    /** Fails the message's call when code is absent for too long. */
    void limitAbsence(Message message) {
        if (message instanceof Message.Request request && request.reply() != null) {
            Runnable forget = runtime.timers().schedule(runtime.absence(), () -> failIfStillAbsent(request));
            request.reply().whenComplete((value, error) -> forget.run());
        }
    }

    private void failIfStillAbsent(Message.Request request) {
        if (!request.reply().settled() && (lane.parked() || lane.slot(request.manager()) == null)) {
            request.reply().fail(new ManagerUnavailableException(lane.id(), absentManager(request.manager()),
                    "no code for it came within " + runtime.absence().toSeconds() + " s"));
            lane.onLane(() -> {});
        }
    }

    private String absentManager(String otherwise) {
        return lane.slots().stream().filter(Slot::absent).map(Slot::simpleName).findFirst()
                .orElse(ManagerName.simple(otherwise));
    }
}
