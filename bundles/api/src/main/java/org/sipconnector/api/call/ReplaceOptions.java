/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.Optional;
import org.sipconnector.api.media.Direction;

/**
 * How a call's local stream is replaced.
 *
 * @param deleteExisting   stop sending tracks of the former stream that the new one does not replace
 * @param addMissing       add a media line for a kind that has none yet
 * @param forceRenegotiation renegotiate even when no media line changed
 * @param directionAudio   direction of an added audio line, absent for sendrecv
 * @param directionVideo   direction of an added video line, absent for sendrecv
 * @param media            how the new tracks are sent
 */
public record ReplaceOptions(boolean deleteExisting, boolean addMissing, boolean forceRenegotiation,
        Optional<Direction> directionAudio, Optional<Direction> directionVideo, MediaPreferences media) {

    public static final ReplaceOptions STANDARD =
            new ReplaceOptions(true, true, false, Optional.empty(), Optional.empty(), MediaPreferences.STANDARD);

    public ReplaceOptions withMedia(MediaPreferences other) {
        return new ReplaceOptions(deleteExisting, addMissing, forceRenegotiation, directionAudio, directionVideo, other);
    }
}
