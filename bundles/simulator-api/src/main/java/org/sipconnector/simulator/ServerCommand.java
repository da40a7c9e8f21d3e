/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipconnector.api.Secret;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.api.serverapi.License;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/** What a conference server says to a participant, in its call: by INFO, unless told otherwise. */
public sealed interface ServerCommand {

    /** The room it is in; only words, see {@link ConferenceSimulator#move} for the deed. */
    record EnterRoom(String room, String participantName, Optional<Secret> bearerToken, Optional<Boolean> direct) implements ServerCommand {}

    record UseChannels(Channels channels) implements ServerCommand {}

    record UseLicense(License license) implements ServerCommand {}

    /** Somebody presents; only words. */
    record ContentAvailable(Optional<ContentCodec> codec) implements ServerCommand {}

    /** Nobody presents any more; only words. */
    record ContentEnded() implements ServerCommand {}

    record MustStopPresentation() implements ServerCommand {}

    /**
     * @param forced     the sync header, absent to send none
     * @param resolution such as {@code 640x480}
     */
    record Camera(MainCamCommand command, Optional<Boolean> forced, Optional<String> resolution) implements ServerCommand {}

    record Microphone(boolean on, boolean forced) implements ServerCommand {}

    /**
     * Makes it a spectator.
     *
     * @param audioId what its receiving connection asks audio by, absent for a spectator without such a connection
     * @param mode    0 by hand, 1 by camera state, 2 forced; absent to send none
     */
    record ToSpectators(Optional<String> audioId, OptionalInt mode) implements ServerCommand {}

    record ToParticipants() implements ServerCommand {}

    /** The JSON of a notification, on one line; sent as NOTIFY to registered clients, as INFO to others. */
    record Notification(String json) implements ServerCommand {}

    /** A telephone key. */
    record Tone(char signal, Duration duration) implements ServerCommand {}

    /** A re-INVITE with that offer, good or bad; what is answered changes nothing here. */
    record Offer(String sdp) implements ServerCommand {
        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /** Anything else. */
    record Raw(SipBody body, List<Header> headers) implements ServerCommand {

        public Raw {
            headers = List.copyOf(headers);
        }
    }
}
