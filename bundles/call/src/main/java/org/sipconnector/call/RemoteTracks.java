package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.ContentedStream;
import org.sipconnector.api.call.RemoteStream;
import org.sipconnector.api.call.RemoteStreams;
import org.sipconnector.api.media.RemoteTrack;

/** Takes in what the other side sends on either leg, and tells what changes on the one that is shown. */
final class RemoteTracks {

    private final Desk desk;

    RemoteTracks(Desk desk) {
        this.desk = desk;
    }

    void added(boolean recvLeg, RemoteTrack track) {
        if (!recvLeg) {
            List<RemoteTrack> tracks = new ArrayList<>(desk.leg().orElseThrow().tracks());
            tracks.removeIf(known -> known.id().equals(track.id()));
            tracks.add(track);
            desk.changeLeg(leg -> leg.tracks(tracks));
            desk.publish(new CallEvent.TrackReceived(track));
        }
        List<RemoteStream> before = desk.call().received().leg(recvLeg);
        List<RemoteStream> after = StreamGroups.add(before, track, desk.lane.newId("stream"));
        if (after != before) {
            changed(recvLeg, after, true, track.id(), StreamGroups.group(track), after.size() != before.size());
        }
    }

    void removed(boolean recvLeg, RemoteTrack track) {
        if (!recvLeg) {
            desk.changeLeg(leg -> leg.tracks(desk.leg().orElseThrow().tracks().stream()
                    .filter(known -> !known.id().equals(track.id())).toList()));
        }
        List<RemoteStream> before = desk.call().received().leg(recvLeg);
        Optional<RemoteStream> held = StreamGroups.holding(before, track.id());
        if (held.isPresent()) {
            List<RemoteStream> after = StreamGroups.remove(before, track.id());
            changed(recvLeg, after, false, track.id(), held.get().participant(), after.size() != before.size());
        }
    }

    /** Forgets the receive-only leg's streams without a word. */
    void forgetRecvLeg() {
        desk.change(call -> call.with(call.received().withLeg(true, List.of())));
    }

    /** The server tells about somebody else's presentation. */
    void contented(ContentedStream now) {
        if (desk.leg().isEmpty() || !now.available() && !desk.call().received().contented().available()) {
            return;
        }
        desk.change(call -> call.with(call.received().with(now)));
        desk.publish(new CallEvent.ContentedStreamChanged(now));
        evaluate();
    }

    /** Tells the streams shown, if they are others than last told. */
    void evaluate() {
        RemoteStreams streams = shown();
        String key = ShownStreams.key(streams);
        if (!desk.call().received().told().equals(Optional.of(key))) {
            desk.change(call -> call.with(call.received().told(key)));
            desk.publish(new CallEvent.RemoteStreamsChanged(streams));
        }
    }

    private void changed(boolean recvLeg, List<RemoteStream> streams, boolean added, String track, String participant,
            boolean streamsDiffer) {
        desk.change(call -> call.with(call.received().withLeg(recvLeg, streams)));
        if (recvLeg == desk.call().watching().role().receivesApart()) {
            desk.publish(new CallEvent.RemoteTracksChanged(shown(), added, track, participant));
            if (streamsDiffer) {
                evaluate();
            }
        }
    }

    private RemoteStreams shown() {
        return ShownStreams.of(desk.call().received(), desk.call().watching().role().receivesApart());
    }
}
