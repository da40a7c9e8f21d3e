/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.RemoteStream;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.I420Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A picture of the video that a call receives, taken when somebody asks. */
final class PictureResource {

    static final String PATH = "/connectors/{id}/picture";

    private static final Logger LOG = LoggerFactory.getLogger(PictureResource.class);

    /** Of one connector; the first of them at once. */
    private static final int MOST_A_MINUTE = 20;

    private static final String CACHE = "Cache-Control";

    private final ConnectorLookup lookup;
    private final WaitingAnswers waiting;
    private final RequestRate rate;
    private final Duration patience;

    /** What a picture is of. */
    private record Received(PeerId peer, String track) {}

    /** @param patience how long to wait for a picture */
    PictureResource(ConnectorLookup lookup, WaitingAnswers waiting, RequestRate rate, Duration patience) {
        this.lookup = lookup;
        this.waiting = waiting;
        this.rate = rate;
        this.patience = patience;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, "A picture of the video that the call receives, as PNG of at most " + PngPicture.LONGEST_SIDE
                + " pixels; twenty a minute").forRole(RestRole.MANAGER).by(this::take));
    }

    private CompletionStage<RestAnswer> take(RestRequest request) {
        ConnectorId id = lookup.of(request).id();
        Received received = received(id, lookup.manager(request, CallManager.class).snapshot());
        if (!rate.take(id.value(), MOST_A_MINUTE)) {
            throw new ProblemException(ProblemKind.TOO_MANY.says(MOST_A_MINUTE + " pictures of " + id + " were taken in the last minute"),
                    Map.of("Retry-After", "3"));
        }
        request.user().ifPresent(user -> LOG.info("{}: {} takes a picture of the call", id, user.name()));
        return waiting.give(() -> picture(id, received));
    }

    private static Received received(ConnectorId id, CallSnapshot call) {
        PeerId peer = call.activePeer().orElseThrow(() -> conflict(id + " has no call"));
        List<RemoteTrack> shown = call.media().remoteStreams().main().map(RemoteStream::tracks).orElse(List.of());
        List<RemoteTrack> others = call.peer().equals(Optional.of(peer)) ? call.media().tracks() : List.of();
        return Stream.concat(shown.stream(), others.stream()).filter(track -> track.kind() == MediaKind.VIDEO).findFirst()
                .map(track -> new Received(peer, track.transceiver()))
                .orElseThrow(() -> conflict("the call of " + id + " receives no video"));
    }

    private RestAnswer picture(ConnectorId id, Received received) {
        try {
            I420Frame frame = new ReceivedPicture(lookup.services(), patience).next(received.peer(), received.track())
                    .orElseThrow(() -> conflict("no picture of the call of " + id + " came within " + patience.toMillis() + " ms"));
            return RestAnswer.of(new RawBody(PngPicture.MEDIA_TYPE, PngPicture.of(frame))).with(CACHE, "no-store");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.of(ProblemKind.UNAVAILABLE, "this interface is being stopped");
        }
    }

    private static ProblemException conflict(String why) {
        return ProblemException.of(ProblemKind.CONFLICT, why);
    }
}
