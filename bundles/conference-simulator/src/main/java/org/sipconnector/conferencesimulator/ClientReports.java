/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.simulator.ClientRequest;
import org.sipconnector.simulator.ParticipantReports;
import org.sipconnector.simulator.ParticipantSnapshot;

/** What a client has told and asked for. On the simulator's executor only. */
final class ClientReports {

    private final List<MediaDevice> refused = new ArrayList<>();
    private final StringBuilder tones = new StringBuilder();
    private final Deque<ClientRequest> requests = new ArrayDeque<>();
    private Optional<MediaState> mediaState = Optional.empty();
    private Optional<Channels> channels = Optional.empty();
    private OptionalLong incomingBitrate = OptionalLong.empty();

    void request(ClientRequest request) {
        if (requests.size() == ParticipantSnapshot.REQUESTS) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    void mediaState(MediaState told) {
        mediaState = Optional.of(told);
    }

    /** Whether its camera is on, as far as it has told. */
    boolean camera() {
        return mediaState.map(MediaState::camera).orElse(true);
    }

    void channels(Channels wanted) {
        channels = Optional.of(wanted);
    }

    void incomingBitrate(OptionalLong bitrate) {
        incomingBitrate = bitrate;
    }

    void refuses(MediaDevice device) {
        refused.add(device);
    }

    void tone(String key) {
        tones.append(key);
    }

    ParticipantReports shown() {
        return new ParticipantReports(mediaState, channels, refused, incomingBitrate, tones.toString(), List.copyOf(requests));
    }
}
