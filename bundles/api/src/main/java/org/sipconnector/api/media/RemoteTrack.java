/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

import java.util.List;

/**
 * A track the other side sends.
 *
 * @param id          its track id of the SDP's msid
 * @param kind        audio or video
 * @param mid         its media line
 * @param transceiver the transceiver's name
 * @param streams     its stream ids, first the one of the SDP's msid
 */
public record RemoteTrack(String id, MediaKind kind, String mid, String transceiver, List<String> streams) {

    public RemoteTrack {
        streams = List.copyOf(streams);
    }
}
