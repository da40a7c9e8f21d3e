/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.presentation.Presenting.Trial;
import org.sipconnector.spi.media.CodecPreferences;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.TransceiverSettings;

/** Puts the presentation's track on a line of its own in the call's main leg, and takes it off again. */
final class SecondVideo {

    private static final String LINE = "presentation";
    private static final int MOST_BITS_PER_SECOND = 1_000_000;

    private final ManagerContext<Presenting, PresentationSnapshot> context;
    private final MediaEngine media;

    SecondVideo(ManagerContext<Presenting, PresentationSnapshot> context, MediaEngine media) {
        this.context = context;
        this.media = media;
    }

    /** On the line of former presentations, else on one the server shows presentations on, else on a new one. */
    void attach(LocalTrack track, PresentationOptions options) {
        PeerId peer = call().peer().orElseThrow();
        Optional<String> former = context.state().sender();
        Optional<String> line = former.or(this::receivingLine);
        if (line.isEmpty()) {
            add(peer, track, options);
        } else {
            put(peer, line.get(), former.isEmpty() || context.state().trial().isPresent(), track, options);
        }
        context.change(presenting -> presenting.sending(line.orElse(LINE), Optional.of(track)));
        if (former.isEmpty()) {
            context.change(presenting -> presenting.trying(Optional.of(line.isEmpty() ? Trial.ADDED : Trial.SHARED)));
            context.publish(new CallEvent.TransceiverAdded(peer, line.orElse(LINE), track));
        }
    }

    private void add(PeerId peer, LocalTrack track, PresentationOptions options) {
        media.addTransceiver(peer, new TransceiverSettings(LINE, MediaKind.VIDEO,
                options.direction().orElse(Direction.SENDRECV), Optional.of(options.media().applied(track)), List.of(),
                encodings(track, options),
                new CodecPreferences(options.media().preferredVideoCodecs(), options.media().excludedVideoCodecs())));
    }

    private void put(PeerId peer, String line, boolean first, LocalTrack track, PresentationOptions options) {
        List<SendEncoding> encodings = encodings(track, options);
        media.replaceTrack(peer, line, Optional.of(options.media().applied(track)));
        if (first) {
            media.setDirection(peer, line, options.direction().orElse(Direction.SENDRECV));
            media.setCodecs(peer, line, options.media().preferredVideoCodecs(), options.media().excludedVideoCodecs());
        }
        if (!encodings.isEmpty()) {
            media.setEncodings(peer, line, encodings);
        }
    }

    /** On the line of the track before; what keeps it within its limits follows when it is sent. */
    void replace(LocalTrack track, PresentationOptions options) {
        String line = context.state().sender().orElseThrow();
        call().peer().ifPresent(peer -> media.replaceTrack(peer, line, Optional.of(options.media().applied(track))));
        context.change(presenting -> presenting.sending(line, Optional.of(track)));
    }

    /** The media engine has left the line as it was. */
    void goesOnWith(LocalTrack track) {
        context.change(presenting -> presenting.sending(presenting.sender().orElseThrow(), Optional.of(track)));
    }

    /** The connection was made again, which may know the line or not. */
    void attachAgain(LocalTrack track, PresentationOptions options) {
        if (context.state().trial().equals(Optional.of(Trial.ADDED))) {
            PeerId peer = call().peer().orElseThrow();
            media.stopTransceiver(peer, LINE);
            add(peer, track, options);
        } else {
            attach(track, options);
        }
    }

    /** The other side has agreed to the line: it stays for the next presentation. */
    void agreed() {
        context.change(presenting -> presenting.trying(Optional.empty()));
    }

    /**
     * Leaves the connection as it was before the track was attached.
     *
     * @param unmade the media engine refused to make the line
     */
    void undo(boolean unmade) {
        Optional<Trial> trial = context.state().trial();
        if (trial.isEmpty()) {
            detach();
            return;
        }
        String line = context.state().sender().orElseThrow();
        call().peer().ifPresent(peer -> {
            if (!unmade) {
                media.replaceTrack(peer, line, Optional.empty());
                media.setDirection(peer, line, trial.get() == Trial.SHARED ? Direction.RECVONLY : Direction.INACTIVE);
            }
        });
        if (unmade || trial.get() == Trial.SHARED) {
            context.change(Presenting::withoutLine);
        } else {
            // the media library sends nothing on a line that is added after one was offered, refused and stopped
            context.change(presenting -> presenting.sending(line, Optional.empty()));
        }
    }

    /** Keeps the presentation within its bitrate. */
    void limit(LocalTrack track, PresentationOptions options) {
        call().peer().ifPresent(peer -> context.state().sender()
                .ifPresent(line -> media.setEncodings(peer, line, ScreenEncodings.limited(encodings(track, options), MOST_BITS_PER_SECOND))));
    }

    /** Sends nothing more; the line stays for the next presentation. */
    void detach() {
        context.state().sender().ifPresent(line -> {
            call().peer().ifPresent(peer -> media.replaceTrack(peer, line, Optional.empty()));
            context.change(presenting -> presenting.sending(line, Optional.empty()));
        });
    }

    /** A line on which the server sends video and we send nothing. */
    private Optional<String> receivingLine() {
        CallSnapshot call = call();
        return call.media().tracks().stream().filter(track -> track.kind() == MediaKind.VIDEO).map(RemoteTrack::transceiver)
                .filter(line -> call.media().senders().stream().noneMatch(sender -> sender.transceiver().equals(line)))
                .findFirst();
    }

    private List<SendEncoding> encodings(LocalTrack track, PresentationOptions options) {
        Optional<Size> limit = options.maxResolution().or(() -> context.lane().manager(ConnectionManager.class).snapshot()
                .configuration().flatMap(ConnectionConfiguration::maxAvailableResolution));
        return SendEncoding.fitting(options.media().encodings(),
                options.size().or(track::size), limit);
    }

    CallSnapshot call() {
        return context.lane().manager(CallManager.class).snapshot();
    }
}
