/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.presentation;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.media.LocalTrack;

/**
 * Shows a second video, usually the own screen, to the conference: asks the server, sends the track on a media line of
 * its own, limits it to 1 Mbit/s. In a direct room of two and in a presentation call it tells the other side instead.
 * It stops by itself when the server says so or makes us a spectator, and with the call. May be called from any thread;
 * stages complete on a thread for clients.
 */
@ProviderType
public interface PresentationManager extends HasSnapshot<PresentationSnapshot> {

    @Override
    PresentationSnapshot snapshot();

    default CompletionStage<LocalTrack> startPresentation(LocalTrack video) {
        return startPresentation(video, PresentationOptions.STANDARD);
    }

    /**
     * Gives the track when it is being sent. Fails with
     * {@link org.sipconnector.api.call.NoEstablishedCallException} or {@link PresentationException}.
     */
    CompletionStage<LocalTrack> startPresentation(LocalTrack video, PresentationOptions options);

    /**
     * Sends another track instead, without renegotiation, after a start that is going on. Fails as a start does, and what
     * was presented before goes on.
     */
    CompletionStage<LocalTrack> updatePresentation(LocalTrack video, PresentationOptions options);

    /**
     * Stops, after a start that is going on. Gives what was presented, or nothing; fails with
     * {@link org.sipconnector.api.serverapi.ServerRequestException} when the server would not hear of it, and then goes
     * on presenting.
     */
    CompletionStage<Optional<LocalTrack>> stopPresentation();

    /** Makes no further attempt to start; the start fails as canceled unless its running attempt succeeds. */
    CompletionStage<Void> cancelAttempts();
}
