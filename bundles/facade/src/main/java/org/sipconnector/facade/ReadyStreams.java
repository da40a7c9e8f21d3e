/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.time.Duration;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connector.FacadeEvent;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.TimerFired;

/** Tells of remote streams when their tracks have stopped coming for a moment, instead of once per track. */
final class ReadyStreams {

    private static final String TIMER = "ready-streams";
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final EventHandlers<ReadyStreams> HANDLERS = EventHandlers.<ReadyStreams>of()
            .on(CallEvent.RemoteTracksChanged.class, (own, event) -> own.lane.schedule(TIMER, QUIET))
            .on(CallEvent.Ended.class, (own, event) -> own.lane.cancel(TIMER))
            .on(CallEvent.Failed.class, (own, event) -> own.lane.cancel(TIMER))
            .on(TimerFired.class, ReadyStreams::timerFired);

    private final Lane lane;

    ReadyStreams(Lane lane) {
        this.lane = lane;
        lane.on(HANDLERS, this);
    }

    private void timerFired(TimerFired fired) {
        if (fired.timer().equals(TIMER)) {
            lane.publish(new FacadeEvent.RemoteStreamsReady(lane.manager(CallManager.class).remoteStreams()));
        }
    }
}
