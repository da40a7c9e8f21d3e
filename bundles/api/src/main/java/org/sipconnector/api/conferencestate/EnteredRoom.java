/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.conferencestate;

import java.time.Instant;
import java.util.Optional;
import org.sipconnector.api.serverapi.Channels;

/**
 * The room a call is in, as the server and the other client have told it.
 *
 * @param room             the room, in lower case
 * @param participantName  our name in it
 * @param participant      our participant as the token's issuer named it
 * @param channels         our audio channels
 * @param directPeerToPeer whether the other client announced the room
 * @param startedAt        when a room was first entered in this call
 */
public record EnteredRoom(Optional<String> room, Optional<String> participantName, Optional<String> participant,
        Optional<Channels> channels, boolean directPeerToPeer, Optional<Instant> startedAt) {

    public static final EnteredRoom NONE = new EnteredRoom(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            false, Optional.empty());
}
