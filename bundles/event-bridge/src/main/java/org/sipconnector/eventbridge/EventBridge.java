/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.eventbridge;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.listener.ConnectorListener;

/**
 * Posts every event of every connector to EventAdmin, from one thread: Felix's EventAdmin keeps the order of events
 * posted by the same thread only, and the kernel calls from a pool.
 */
@Component
public final class EventBridge implements ConnectorListener {

    /** Property of the event posted: the event itself. */
    public static final String EVENT = "event";

    private static final int WAITING = 1_000;
    private static final int LAST_POSTS_SECONDS = 2;

    private final EventAdmin admin;
    private final ThreadPoolExecutor poster = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
            task -> new Thread(task, "sip-connector-event-bridge"), EventBridge::awaitRoom);

    @Activate
    public EventBridge(@Reference EventAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void onEvent(ConnectorId connector, org.sipconnector.api.Event event) {
        Event post = new Event(Topic.of(event.name()), Map.of(
                CONNECTOR_ID, connector.value(),
                EVENT_NAME, event.name(),
                EVENT, event,
                EventConstants.TIMESTAMP, System.currentTimeMillis()));
        poster.execute(() -> admin.postEvent(post));
    }

    /** What was told before this bundle goes is posted before its successor posts. */
    @Deactivate
    void deactivate() throws InterruptedException {
        poster.shutdown();
        if (!poster.awaitTermination(LAST_POSTS_SECONDS, TimeUnit.SECONDS)) {
            poster.shutdownNow();
        }
    }

    /** An EventAdmin that is held up holds up its own caller; the kernel's queue for this listener is bounded. */
    private static void awaitRoom(Runnable post, ThreadPoolExecutor poster) {
        try {
            while (!poster.isShutdown() && !poster.getQueue().offer(post, 1, TimeUnit.SECONDS)) {
                // asks again, for a poster that was shut down takes nothing more
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while EventAdmin was held up", e);
        }
    }
}
