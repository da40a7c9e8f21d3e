/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.RemotePresentation;
import org.sipconnector.api.call.RemoteStream;
import org.sipconnector.api.call.RemoteStreams;
import org.sipconnector.api.media.RemoteTrack;

/** Takes in what the other side sends on either leg, and tells what changes on the one that is shown. */
final class RemoteTracks {

    private final CallContext context;

    RemoteTracks(CallContext context) {
        this.context = context;
    }

    void added(boolean recvLeg, RemoteTrack track) {
        if (!recvLeg) {
            List<RemoteTrack> tracks = new ArrayList<>(context.leg().orElseThrow().media().tracks());
            tracks.removeIf(known -> known.id().equals(track.id()));
            tracks.add(track);
            context.changeLeg(leg -> leg.tracks(tracks));
            context.publish(new CallEvent.TrackReceived(track));
        }
        List<RemoteStream> before = context.call().received().leg(recvLeg);
        List<RemoteStream> after = StreamGroups.add(before, track, context.lane.newId("stream"));
        if (after != before) {
            changed(recvLeg, after, true, track.id(), StreamGroups.group(track), after.size() != before.size());
        }
    }

    void removed(boolean recvLeg, RemoteTrack track) {
        if (!recvLeg) {
            context.changeLeg(leg -> leg.tracks(context.leg().orElseThrow().media().tracks().stream()
                    .filter(known -> !known.id().equals(track.id())).toList()));
        }
        List<RemoteStream> before = context.call().received().leg(recvLeg);
        Optional<RemoteStream> held = StreamGroups.holding(before, track.id());
        if (held.isPresent()) {
            List<RemoteStream> after = StreamGroups.remove(before, track.id());
            changed(recvLeg, after, false, track.id(), held.get().participant(), after.size() != before.size());
        }
    }

    /** Forgets the receive-only leg's streams without a word. */
    void forgetRecvLeg() {
        context.change(call -> call.with(call.received().withLeg(true, List.of())));
    }

    /** The server tells about somebody else's presentation. */
    void contented(RemotePresentation now) {
        if (context.leg().isEmpty() || !now.available() && !context.call().received().contented().available()) {
            return;
        }
        context.change(call -> call.with(call.received().with(now)));
        context.publish(new CallEvent.ContentedStreamChanged(now));
        evaluate();
    }

    /** Tells the streams shown, if they are others than last told. */
    void evaluate() {
        RemoteStreams streams = shown();
        String key = ShownStreams.key(streams);
        if (!context.call().received().told().equals(Optional.of(key))) {
            context.change(call -> call.with(call.received().told(key)));
            context.publish(new CallEvent.RemoteStreamsChanged(streams));
        }
    }

    private void changed(boolean recvLeg, List<RemoteStream> streams, boolean added, String track, String participant,
            boolean streamsDiffer) {
        context.change(call -> call.with(call.received().withLeg(recvLeg, streams)));
        if (recvLeg == context.call().watching().role().receivesApart()) {
            context.publish(new CallEvent.RemoteTracksChanged(shown(), added, track, participant));
            if (streamsDiffer) {
                evaluate();
            }
        }
    }

    private RemoteStreams shown() {
        return ShownStreams.of(context.call().received(), context.call().watching().role().receivesApart());
    }
}
