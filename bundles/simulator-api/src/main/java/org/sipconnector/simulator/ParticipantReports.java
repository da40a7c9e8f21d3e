/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.serverapi.MediaState;

/**
 * What a client has told and asked for.
 *
 * @param mediaState      camera and microphone
 * @param channels        channels it asked for
 * @param refused         devices it refused to turn on, in order
 * @param incomingBitrate what it can receive, bits per second
 * @param tones           telephone keys it pressed
 * @param requests        the last requests it sent, newest last, at most {@value ParticipantSnapshot#REQUESTS}
 */
public record ParticipantReports(Optional<MediaState> mediaState, Optional<Channels> channels, List<MediaDevice> refused,
        OptionalLong incomingBitrate, String tones, List<ClientRequest> requests) {

    public ParticipantReports {
        refused = List.copyOf(refused);
        requests = List.copyOf(requests);
    }
}
