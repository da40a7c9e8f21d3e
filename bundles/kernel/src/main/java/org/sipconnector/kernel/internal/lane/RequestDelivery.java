/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.kernel.internal.journal.ManagerName;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.reply.LaneReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a manager's operation when the request for it has its turn, and settles its promise when it throws. On the lane. */
final class RequestDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDelivery.class);

    private final LaneCore lane;
    private final Mailbox mailbox;
    private final Delivery delivery;
    private final LaneFailures failures;
    /** Of the operation being worked off; null when there is none, or it answers nothing. */
    private LaneReply<?> currentReply;

    RequestDelivery(LaneCore lane, Mailbox mailbox, Delivery delivery, LaneFailures failures) {
        this.lane = lane;
        this.mailbox = mailbox;
        this.delivery = delivery;
        this.failures = failures;
    }

    LaneReply<?> currentReply() {
        if (currentReply == null) {
            throw new IllegalStateException("no operation that answers is being worked off");
        }
        return currentReply;
    }

    void deliver(Message.Request request) {
        if (request.reply() != null && request.reply().settled()) {
            // its client has given it up
            lane.replies().forget(request.reply());
            return;
        }
        Slot slot = lane.slot(request.manager());
        if (slot == null) {
            waitForManager(request);
            return;
        }
        delivery.deliver(slot, now -> call(now, request), error -> failures.report(request.text(), error), error -> {
            if (request.reply() != null) {
                request.reply().fail(error);
            }
        });
    }

    /** A call of a manager that is not installed waits like one of a manager being replaced, and keeps its place. */
    private void waitForManager(Message.Request request) {
        if (request.reply() == null) {
            LOG.warn("{} is not installed: {} has no effect", ManagerName.simple(request.manager()), request.method().getName());
        } else {
            mailbox.setAside(request);
        }
    }

    /** An operation that throws a typed error fails its promise; anything else thrown is a fault of the manager. */
    private void call(Slot slot, Message.Request request) {
        currentReply = request.reply();
        try {
            Object result = request.method().invoke(slot.manager(), request.arguments());
            if (request.reply() != null && result != request.reply()) {
                LaneCalls.follow((CompletionStage<?>) result, request);
            }
        } catch (InvocationTargetException e) {
            failed(slot, request, e.getCause());
        } catch (IllegalAccessException e) {
            failed(slot, request, e);
        } finally {
            currentReply = null;
        }
    }

    private void failed(Slot slot, Message.Request request, Throwable error) {
        boolean expected = error instanceof SipConnectorException || error instanceof IllegalArgumentException;
        if (!expected && delivery.judges(slot)) {
            throw error instanceof RuntimeException fault ? fault : new IllegalStateException(error);
        }
        if (request.reply() == null) {
            failures.report(request.text(), error);
        } else {
            LOG.debug("{} failed: {}", request.method().getName(), error.toString());
            request.reply().fail(error);
        }
    }
}
