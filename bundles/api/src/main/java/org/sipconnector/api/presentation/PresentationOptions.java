/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.presentation;

import java.util.Optional;
import org.sipconnector.api.call.ContentHint;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.media.Size;

/**
 * How a presentation is sent.
 *
 * @param renegotiate   whether a re-INVITE makes it known; not used by an update
 * @param direction     direction of its media line, absent for sendrecv
 * @param media         encodings, content hint and codecs; without encodings it is limited to 1 Mbit/s alone
 * @param size          width and height of the track, absent when unknown
 * @param maxResolution largest width and height to send, absent for no limit
 * @param attempts      how often the start is tried, at least 1
 */
public record PresentationOptions(boolean renegotiate, Optional<Direction> direction, MediaPreferences media,
        Optional<Size> size, Optional<Size> maxResolution, int attempts) {

    public static final PresentationOptions STANDARD = new PresentationOptions(true, Optional.empty(),
            MediaPreferences.STANDARD.withContentHint(ContentHint.DETAIL), Optional.empty(), Optional.empty(), 1);

    /** @throws IllegalArgumentException when there would be no attempt */
    public PresentationOptions {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: " + attempts + " must be at least 1");
        }
    }

    public PresentationOptions withAttempts(int limit) {
        return new PresentationOptions(renegotiate, direction, media, size, maxResolution, limit);
    }

    public PresentationOptions withMedia(MediaPreferences other) {
        return new PresentationOptions(renegotiate, direction, other, size, maxResolution, attempts);
    }

    public PresentationOptions withSizes(Size track, Size limit) {
        return new PresentationOptions(renegotiate, direction, media, Optional.of(track), Optional.of(limit), attempts);
    }

    public PresentationOptions withoutRenegotiation() {
        return new PresentationOptions(false, direction, media, size, maxResolution, attempts);
    }
}
