/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCIceCandidate;
import java.util.ArrayList;
import java.util.List;
import org.sipconnector.media.sdp.MediaText;
import org.sipconnector.media.sdp.SessionText;

/**
 * The candidates of an offer that wait until it is answered, where another DTLS handshake begins with the answer because one
 * of the two connections was made again. Either has credentials and a DTLS role before: with candidates it would begin its
 * former handshake at once and another one with the answer, and the other side would go on with the first. Used on the
 * connection's sequence only.
 */
final class HeldCandidates {

    private List<RTCIceCandidate> held = List.of();

    /** The offer without its candidates, which are remembered in place of any former ones. */
    SessionText hold(SessionText offer) {
        List<RTCIceCandidate> found = new ArrayList<>();
        for (int line = 0; line < offer.media().size(); line++) {
            MediaText media = offer.media().get(line);
            String mid = media.mid().orElse("");
            for (String candidate : media.candidates()) {
                found.add(new RTCIceCandidate(mid, line, candidate));
            }
        }
        held = found;
        return offer.withMedia(offer.media().stream().map(MediaText::withoutCandidates).toList());
    }

    /** The offer is undone. */
    void drop() {
        held = List.of();
    }

    /** The offer is answered. */
    void release(NativeConnection connection) {
        held.forEach(connection::addCandidate);
        held = List.of();
    }
}
