/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;

/** Hears when the conference's administrator turns camera or microphone on or off, by order or by request. */
@ConsumerType
public interface MediaStateListener {

    default void onStartMainCamForced() {}

    default void onStartMainCamNotForced() {}

    default void onStopMainCamForced() {}

    default void onStopMainCamNotForced() {}

    default void onStartMicForced() {}

    default void onStartMicNotForced() {}

    default void onStopMicForced() {}

    default void onStopMicNotForced() {}

    /** Hears the connector until the subscription is closed. */
    static Subscription listen(ConnectorEvents events, MediaStateListener listener) {
        return events.on(ServerApiEvent.class, event -> tell(listener, event), listener);
    }

    private static void tell(MediaStateListener listener, ServerApiEvent event) {
        if (event instanceof ServerApiEvent.AdminStartMainCam start) {
            choose(start.forced(), listener::onStartMainCamForced, listener::onStartMainCamNotForced);
        } else if (event instanceof ServerApiEvent.AdminStopMainCam stop) {
            choose(stop.forced(), listener::onStopMainCamForced, listener::onStopMainCamNotForced);
        } else if (event instanceof ServerApiEvent.AdminStartMic start) {
            choose(start.forced(), listener::onStartMicForced, listener::onStartMicNotForced);
        } else if (event instanceof ServerApiEvent.AdminStopMic stop) {
            choose(stop.forced(), listener::onStopMicForced, listener::onStopMicNotForced);
        }
    }

    private static void choose(boolean forced, Runnable byOrder, Runnable byRequest) {
        (forced ? byOrder : byRequest).run();
    }
}
