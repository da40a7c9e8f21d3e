/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.call.Replacement.Change;

/**
 * Puts another stream on the call's lines: gives each track to the line of its kind that sends and adds lines for kinds without
 * one; and takes all that back. Only lines of the call's own stream are touched, never a presentation's.
 */
final class LineChanges {

    private final CallContext context;

    LineChanges(CallContext context) {
        this.context = context;
    }

    /** Asks the media engine for everything that the stream takes. */
    Change make(LocalStream wanted, ReplaceOptions options) {
        MainLeg leg = context.leg().orElseThrow();
        LocalStream stream = new LocalStream(wanted.id(), wanted.tracks().stream()
                .map(track -> options.media().keeping().isPresent() ? options.media().applied(track) : asBefore(leg, track)).toList());
        List<CallSender> lines = new ArrayList<>(leg.senders());
        boolean changed = options.forceRenegotiation();
        Map<MediaKind, Integer> used = new HashMap<>();
        for (MediaKind kind : MediaKind.values()) {
            for (LocalTrack track : stream.tracks(kind)) {
                int nth = used.merge(kind, 1, Integer::sum) - 1;
                changed |= place(leg.peer(), lines, track, nth, stream.id(), options);
            }
        }
        if (options.deleteExisting()) {
            changed |= silence(leg, lines, stream);
        }
        context.changeLeg(changes -> changes.stream(stream).senders(lines));
        return Change.of(leg.stream(), leg.senders(), lines, changed);
    }

    /** Gives the lines back what they sent before, except where the engine has left them so; added ones fall silent. */
    void undo(Change change) {
        MainLeg leg = context.leg().orElseThrow();
        List<CallSender> lines = new ArrayList<>(change.before());
        for (CallSender line : change.after()) {
            boolean untouched = change.failed().contains(line.transceiver());
            Optional<CallSender> former = change.before(line.transceiver());
            if (former.isPresent()) {
                back(leg.peer(), former.get(), line, untouched);
            } else if (!untouched) {
                // the media library sends nothing on a line that is added after one was offered, refused and stopped
                giveBack(leg.peer(), line.transceiver(), Optional.empty());
                context.media.setDirection(leg.peer(), line.transceiver(), Direction.INACTIVE);
                lines.add(new CallSender(line.transceiver(), line.kind(), Direction.INACTIVE, Optional.empty(), List.of()));
            }
        }
        context.changeLeg(changes -> changes.stream(change.streamBefore()).senders(lines));
        if (change.before().stream().anyMatch(former -> !former.encodings().equals(change.after(former.transceiver()).encodings()))) {
            Bitrates.askCodec(context);
        }
    }

    /** What the engine says to this is no answer to what is asked of the line next. */
    private void giveBack(PeerId peer, String line, Optional<LocalTrack> track) {
        context.change(call -> call.undone(Stream.concat(call.undone().stream(), Stream.of(new Call.Undone(line, track))).toList()));
        context.media.replaceTrack(peer, line, track);
    }

    private void back(PeerId peer, CallSender former, CallSender line, boolean untouched) {
        if (!untouched && !former.track().equals(line.track())) {
            giveBack(peer, line.transceiver(), former.track());
        }
        if (former.direction() != line.direction()) {
            context.media.setDirection(peer, line.transceiver(), former.direction());
        }
        if (!former.encodings().equals(line.encodings())) {
            Bitrates.giveBack(context, former);
        }
    }

    /** A track that is sent already stays as it is when nothing else is said. */
    private static LocalTrack asBefore(MainLeg leg, LocalTrack track) {
        return leg.stream().tracks().stream().filter(sent -> track.keeping().isEmpty()
                && sent.keeping(Optional.empty()).equals(track)).findFirst().orElse(track);
    }

    /** Puts the track on the nth sending line of its kind, on one that fell silent, or on a new one; true when lines changed. */
    private boolean place(PeerId peer, List<CallSender> lines, LocalTrack track, int nth, String stream, ReplaceOptions options) {
        int line = nthOf(lines, track.kind(), nth, true);
        if (line >= 0) {
            CallSender present = lines.get(line);
            if (!present.track().equals(Optional.of(track))) {
                context.media.replaceTrack(peer, present.transceiver(), Optional.of(track));
                lines.set(line, encoded(sending(present, present.direction(), track), options));
            }
            return false;
        }
        if (!options.addMissing()) {
            return false;
        }
        Direction direction = (track.kind() == MediaKind.AUDIO ? options.directionAudio() : options.directionVideo())
                .orElse(Direction.SENDRECV);
        int silent = nthOf(lines, track.kind(), 0, false);
        if (silent >= 0) {
            CallSender present = lines.get(silent);
            context.media.replaceTrack(peer, present.transceiver(), Optional.of(track));
            context.media.setDirection(peer, present.transceiver(), direction);
            lines.set(silent, encoded(sending(present, direction, track), options));
            Bitrates.keepLow(context, lines.get(silent));
        } else {
            CallSender added = MediaLines.sending(track, Optional.of(direction), options.media(), lines,
                    context.largestPicture());
            context.media.addTransceiver(peer, MediaLines.settings(added, stream, options.media()));
            context.silence(peer, List.of(added));
            Bitrates.keepLow(context, added);
            lines.add(added);
            context.publish(new CallEvent.TransceiverAdded(peer, added.transceiver(), track));
        }
        return true;
    }

    private CallSender encoded(CallSender line, ReplaceOptions options) {
        List<SendEncoding> encodings = MediaLines.encodings(line.track().orElseThrow(), options.media(), context.largestPicture());
        if (encodings.isEmpty()) {
            return line;
        }
        Bitrates.encode(context, line.transceiver(), line.kind(), encodings);
        return new CallSender(line.transceiver(), line.kind(), line.direction(), line.track(), encodings);
    }

    /** Takes the former stream's tracks that the new one has not replaced off their lines. */
    private boolean silence(MainLeg leg, List<CallSender> lines, LocalStream stream) {
        boolean changed = false;
        for (int i = 0; i < lines.size(); i++) {
            CallSender line = lines.get(i);
            boolean former = line.track().filter(track -> leg.stream().tracks().contains(track)
                    && !stream.tracks().contains(track)).isPresent();
            if (former) {
                Direction direction = line.direction().receives() ? Direction.RECVONLY : Direction.INACTIVE;
                context.media.replaceTrack(leg.peer(), line.transceiver(), Optional.empty());
                context.media.setDirection(leg.peer(), line.transceiver(), direction);
                lines.set(i, new CallSender(line.transceiver(), line.kind(), direction, Optional.empty(), line.encodings()));
                changed = true;
            }
        }
        return changed;
    }

    private static CallSender sending(CallSender line, Direction direction, LocalTrack track) {
        return new CallSender(line.transceiver(), line.kind(), direction, Optional.of(track), line.encodings());
    }

    private static int nthOf(List<CallSender> lines, MediaKind kind, int nth, boolean sends) {
        int found = 0;
        for (int i = 0; i < lines.size(); i++) {
            CallSender line = lines.get(i);
            if (line.kind() == kind && line.track().isPresent() == sends && found++ == nth) {
                return i;
            }
        }
        return -1;
    }
}
