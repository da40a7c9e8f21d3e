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
import org.sipconnector.spi.media.PeerState;

/**
 * One call at the simulator.
 *
 * @param id              unique in the simulator
 * @param user            user part of the client's address
 * @param displayName     as the client gave it, may be empty
 * @param room            where it is
 * @param confirmed       whether its ACK has come
 * @param role            what it may do
 * @param presenting      whether it presents
 * @param mediaState      camera and microphone as it told
 * @param channels        channels it asked for
 * @param refused         devices it refused to turn on, in order
 * @param incomingBitrate what it can receive, bits per second
 * @param tones           telephone keys it pressed
 * @param media           its connection, absent for calls without media
 * @param spectator       its receiving connection, absent when there is none
 * @param quality         quality its receiving connection asked for last
 * @param requests        the last requests it sent, newest last, at most {@value #REQUESTS}
 */
public record ParticipantSnapshot(String id, String user, String displayName, String room, boolean confirmed,
        ParticipantRole role, boolean presenting, Optional<MediaState> mediaState, Optional<Channels> channels,
        List<MediaDevice> refused, OptionalLong incomingBitrate, String tones, Optional<PeerState> media,
        Optional<PeerState> spectator, Optional<String> quality, List<ClientRequest> requests) {

    public static final int REQUESTS = 50;

    public ParticipantSnapshot {
        refused = List.copyOf(refused);
        requests = List.copyOf(requests);
    }

    public boolean mediaConnected() {
        return media.filter(PeerState.CONNECTED::equals).isPresent();
    }
}
