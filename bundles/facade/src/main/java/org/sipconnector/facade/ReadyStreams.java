/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.time.Duration;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connector.FacadeEvent;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.TimerFired;

/** Tells of remote streams when their tracks have stopped coming for a moment, instead of once per track. */
final class ReadyStreams {

    private static final String TIMER = "ready-streams";
    private static final Duration QUIET = Duration.ofMillis(200);

    ReadyStreams(Lane lane) {
        lane.on(CallEvent.RemoteTracksChanged.class, event -> lane.schedule(TIMER, QUIET));
        lane.on(CallEvent.Ended.class, event -> lane.cancel(TIMER));
        lane.on(CallEvent.Failed.class, event -> lane.cancel(TIMER));
        lane.on(TimerFired.class, fired -> {
            if (fired.timer().equals(TIMER)) {
                lane.publish(new FacadeEvent.RemoteStreamsReady(lane.manager(CallManager.class).remoteStreams()));
            }
        });
    }
}
