/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.sip.Header;

/** The room two clients are in when they call one another directly; announced after every confirmed call. */
final class DirectRoom {

    private DirectRoom() {}

    /** The headers that announce it; empty when either side is unknown. */
    static Optional<List<Header>> announcement(CallManager call, ConnectionManager connection) {
        CallSnapshot snapshot = call.snapshot();
        Optional<String> user = connection.snapshot().user().filter(name -> !name.isBlank());
        return user.flatMap(self -> snapshot.number().filter(number -> !number.isBlank())
                .map(other -> headers("p2p" + (snapshot.parties().answering() ? other + "to" + self : self + "to" + other), other, true)));
    }

    static List<Header> headers(String room, String participantName, boolean direct) {
        return List.of(new Header("x-webrtc-enter-room", room), new Header("x-webrtc-participant-name", participantName),
                new Header("x-webrtc-is-direct-p2p", String.valueOf(direct)));
    }
}
