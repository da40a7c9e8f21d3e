/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;
import org.sipconnector.spi.media.CodecPreferences;
import org.sipconnector.spi.media.TransceiverSettings;

/** The media lines a call offers or answers with, in the order the conference server expects. */
final class MediaLines {

    private MediaLines() {}

    /** What is sent of the stream: nothing of a kind that is only to be received, audio before video. */
    static LocalStream prepared(LocalStream stream, CallParameters parameters) {
        return new LocalStream(stream.id(), Stream.of(MediaKind.AUDIO, MediaKind.VIDEO)
                .filter(kind -> direction(parameters, kind) != Direction.RECVONLY)
                .flatMap(kind -> stream.tracks(kind).stream()).map(parameters.media()::applied).toList());
    }

    /**
     * The lines of an outgoing call: those wanted for receiving only, then one for each track, then one for each kind to
     * be received that has none yet.
     */
    static List<CallSender> outgoing(LocalStream prepared, CallParameters parameters, Optional<Size> most) {
        List<CallSender> lines = new ArrayList<>();
        for (MediaKind kind : MediaKind.values()) {
            if (direction(parameters, kind) == Direction.RECVONLY) {
                lines.add(receiving(kind, lines));
            }
        }
        lines.addAll(sending(prepared, parameters, lines, most));
        for (MediaKind kind : MediaKind.values()) {
            boolean wanted = kind == MediaKind.AUDIO ? parameters.receiveAudio() : parameters.receiveVideo();
            if (wanted && lines.stream().noneMatch(line -> line.kind() == kind)) {
                lines.add(receiving(kind, lines));
            }
        }
        return lines;
    }

    /** The lines an answer sends on: one for each track. */
    static List<CallSender> answering(LocalStream prepared, CallParameters parameters, Optional<Size> most) {
        return sending(prepared, parameters, List.of(), most);
    }

    static TransceiverSettings settings(CallSender line, String stream, MediaPreferences media) {
        return new TransceiverSettings(line.transceiver(), line.kind(), line.direction(), line.track(),
                line.track().isPresent() ? List.of(stream) : List.of(), line.encodings(),
                line.kind() == MediaKind.VIDEO
                        ? new CodecPreferences(media.preferredVideoCodecs(), media.excludedVideoCodecs())
                        : CodecPreferences.ANY);
    }

    /** A line for one more track. */
    static CallSender sending(LocalTrack track, Optional<Direction> direction, MediaPreferences media, List<CallSender> others,
            Optional<Size> most) {
        return new CallSender(freeName(track.kind(), others), track.kind(), direction.orElse(Direction.SENDRECV),
                Optional.of(track), encodings(track, media, most));
    }

    /** How the track is sent: a picture within the largest size that the connection allows. */
    static List<SendEncoding> encodings(LocalTrack track, MediaPreferences media, Optional<Size> most) {
        return track.kind() == MediaKind.VIDEO
                ? SendEncoding.fitting(media.encodings(), track.size(), most)
                : media.encodings();
    }

    private static List<CallSender> sending(LocalStream prepared, CallParameters parameters, List<CallSender> before,
            Optional<Size> most) {
        List<CallSender> all = new ArrayList<>(before);
        for (LocalTrack track : prepared.tracks()) {
            Optional<Direction> direction = track.kind() == MediaKind.AUDIO
                    ? parameters.directionAudio()
                    : parameters.directionVideo();
            all.add(sending(track, direction, parameters.media(), all, most));
        }
        return List.copyOf(all.subList(before.size(), all.size()));
    }

    private static CallSender receiving(MediaKind kind, List<CallSender> others) {
        return new CallSender(freeName(kind, others), kind, Direction.RECVONLY, Optional.empty(), List.of());
    }

    private static Direction direction(CallParameters parameters, MediaKind kind) {
        return (kind == MediaKind.AUDIO ? parameters.directionAudio() : parameters.directionVideo()).orElse(Direction.SENDRECV);
    }

    /** {@code audio}, {@code video}, then {@code audio-2} and so on. */
    private static String freeName(MediaKind kind, List<CallSender> others) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        long same = others.stream().filter(line -> line.kind() == kind).count();
        return same == 0 ? name : name + '-' + (same + 1);
    }
}
