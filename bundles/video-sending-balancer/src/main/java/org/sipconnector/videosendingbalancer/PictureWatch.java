/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.kernel.Lane;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.videosendingbalancer.Balancing.Watch;

/** Looks at the camera's picture again and again, less and less often while its size and codec stay. */
final class PictureWatch {

    private static final String LOOK = "look";
    private static final int SLOWEST = 16;

    private final Lane lane;
    private final MediaEngine media;
    private final Camera camera;

    PictureWatch(Lane lane, MediaEngine media, Camera camera) {
        this.lane = lane;
        this.media = media;
        this.camera = camera;
    }

    /** Watches the camera there is now; one watched already is watched on as before. */
    Balancing follow(Balancing state, Picture picture, Duration interval) {
        Optional<CallSender> sender = camera.present();
        if (sender.isEmpty()) {
            end();
            return state.watching(
                    state.watch().map(watch -> new Watch(watch.line(), Optional.empty(), Picture.UNKNOWN, watch.pause(), Optional.empty())));
        }
        String line = sender.get().transceiver();
        Optional<LocalTrack> track = sender.get().track();
        Optional<Watch> same = state.watch().filter(watch -> watch.line().equals(line) && watch.track().equals(track));
        if (same.isPresent()) {
            Watch watch = same.get();
            return state.watching(Optional.of(new Watch(line, track, picture, watch.pause(), watch.request())));
        }
        lane.schedule(LOOK, interval);
        return state.watching(Optional.of(new Watch(line, track, picture, interval.toMillis(), Optional.empty())));
    }

    void end() {
        lane.cancel(LOOK);
    }

    /** Whether another track, or none, is sent in place of the one watched. */
    boolean trackReplaced(Balancing state) {
        return state.watch().isPresent()
                && !state.watch().get().track().equals(camera.present().flatMap(CallSender::track));
    }

    /** A look that was under way when the engine was lost is made once more. */
    Balancing resume(Balancing state, Duration interval) {
        if (state.watch().flatMap(Watch::request).isEmpty()) {
            return state;
        }
        lane.schedule(LOOK, interval);
        return state.watching(state.watch().map(watch -> watch.seen(watch.picture(), interval.toMillis())));
    }

    Balancing look(Balancing state) {
        if (state.watch().isEmpty() || camera.present().isEmpty()) {
            return state;
        }
        String request = lane.newId("look");
        media.collectStatistics(camera.peer().orElseThrow(), request);
        return state.watching(state.watch().map(watch -> watch.looking(request)));
    }

    boolean isLook(Balancing state, String request) {
        return state.watch().flatMap(Watch::request).equals(Optional.of(request));
    }

    Balancing looked(Balancing state, Picture now, Duration interval) {
        Watch watch = state.watch().orElseThrow();
        long next = now.equals(watch.picture())
                ? Math.min(watch.pause() * 2, interval.toMillis() * SLOWEST)
                : interval.toMillis();
        lane.schedule(LOOK, Duration.ofMillis(next));
        return state.watching(Optional.of(watch.seen(now, next)));
    }
}
