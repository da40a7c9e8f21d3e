/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencestate;

import java.util.HashSet;
import java.util.Set;
import org.sipconnector.conferencestate.RoomChart.Begin;
import org.sipconnector.conferencestate.RoomChart.Confirm;
import org.sipconnector.conferencestate.RoomChart.Enter;
import org.sipconnector.conferencestate.RoomChart.Token;

/** Which components of the snapshot a signal tells, whether they differ or not. */
final class Updates {

    private Updates() {}

    static Set<String> of(Object signal) {
        if (signal instanceof Begin) {
            return Set.of("number", "answering");
        }
        if (signal instanceof Confirm) {
            return Set.of("startedAt");
        }
        if (signal instanceof Token) {
            return Set.of("conference", "participant", "participantName", "token");
        }
        return signal instanceof Enter enter
                ? entered(enter)
                : Set.of("number", "room", "participantName", "participant", "channels", "conference", "token", "directPeerToPeer");
    }

    private static Set<String> entered(Enter enter) {
        Set<String> told = new HashSet<>(Set.of("room", "participantName", "startedAt"));
        enter.direct().ifPresent(direct -> told.add("directPeerToPeer"));
        enter.token().ifPresent(token -> told.addAll(Set.of("conference", "token")));
        return told;
    }
}
