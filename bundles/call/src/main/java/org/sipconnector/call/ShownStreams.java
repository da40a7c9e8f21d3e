/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipconnector.api.call.RemotePresentation;
import org.sipconnector.api.call.RemoteStream;
import org.sipconnector.api.call.RemoteStreams;

/** Says which stream is the conference and which is somebody else's presentation. */
final class ShownStreams {

    /** Part of a track id by which the server marks a presentation on the main leg. */
    private static final String PRESENTATION_MARK = "dual";
    private static final String MAIN_OF_SPECTATORS = "default";
    private static final String CONTENT_OF_SPECTATORS = "content_";

    private ShownStreams() {}

    static RemoteStreams of(ReceivedStreams received, boolean spectator) {
        return spectator ? spectator(received.recv(), received.contented()) : participant(received.main(), received.contented());
    }

    /** Which streams are shown, to compare with what was told. */
    static String key(RemoteStreams streams) {
        return streams.main().map(RemoteStream::id).orElse("-") + ' ' + streams.contented().map(RemoteStream::id).orElse("-");
    }

    private static RemoteStreams participant(List<RemoteStream> streams, RemotePresentation contented) {
        Optional<RemoteStream> main = streams.stream()
                .filter(stream -> stream.tracks().stream().noneMatch(track -> track.id().contains(PRESENTATION_MARK)))
                .findFirst();
        Optional<RemoteStream> other = contented.available()
                ? streams.stream().filter(stream -> main.isEmpty() || !stream.id().equals(main.get().id())).findFirst()
                : Optional.empty();
        return new RemoteStreams(main, other);
    }

    private static RemoteStreams spectator(List<RemoteStream> streams, RemotePresentation contented) {
        Optional<RemoteStream> content = contented.available()
                ? contented.codec().flatMap(codec -> ofParticipant(streams, CONTENT_OF_SPECTATORS + codec.name().toLowerCase(Locale.ROOT)))
                : Optional.empty();
        return new RemoteStreams(ofParticipant(streams, MAIN_OF_SPECTATORS), content);
    }

    private static Optional<RemoteStream> ofParticipant(List<RemoteStream> streams, String participant) {
        return streams.stream().filter(stream -> stream.participant().equals(participant)).findFirst();
    }
}
