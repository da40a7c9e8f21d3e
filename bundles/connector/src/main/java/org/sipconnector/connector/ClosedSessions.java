/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.connector.CloseReason;

/** Why the last sessions before the present one were closed: who waits for the end of one may ask late. */
final class ClosedSessions {

    private static final int MOST = 16;

    /** A session that was closed. */
    record Closed(String session, CloseReason reason) {}

    private List<Closed> latest;

    ClosedSessions(List<Closed> state) {
        latest = state;
    }

    List<Closed> state() {
        return latest;
    }

    void add(String session, CloseReason reason) {
        latest = Stream.concat(Stream.of(new Closed(session, reason)), latest.stream()).limit(MOST).toList();
    }

    /** Absent for a session that is not known any more. */
    Optional<CloseReason> reason(String session) {
        return latest.stream().filter(closed -> closed.session().equals(session)).map(Closed::reason).findFirst();
    }
}
