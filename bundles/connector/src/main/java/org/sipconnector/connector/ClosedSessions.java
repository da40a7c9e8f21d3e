/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.kernel.StatePart;

/** Why the last sessions before the present one were closed: who waits for the end of one may ask late. */
final class ClosedSessions {

    private static final int MOST = 16;

    /** A session that was closed. */
    record Closed(String session, CloseReason reason) {}

    private final StatePart<List<Closed>> latest;

    ClosedSessions(StatePart<List<Closed>> latest) {
        this.latest = latest;
    }

    void add(String session, CloseReason reason) {
        latest.change(now -> Stream.concat(Stream.of(new Closed(session, reason)), now.stream()).limit(MOST).toList());
    }

    /** Absent for a session that is not known any more. */
    Optional<CloseReason> reason(String session) {
        return latest.get().stream().filter(closed -> closed.session().equals(session)).map(Closed::reason).findFirst();
    }
}
