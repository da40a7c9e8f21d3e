/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.session.IncomingSession;
import org.sipconnector.sip.session.Session;

/** The sessions of one endpoint, by Call-ID and our tag. Used on its loop only. */
final class Sessions {

    private final Map<String, Session> byKey = new HashMap<>(2);

    void add(Session session) {
        byKey.put(session.key(), session);
    }

    void remove(Session session) {
        byKey.remove(session.key(), session);
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** As they are now: what is done with them may add and remove some. */
    List<Session> all() {
        return List.copyOf(byKey.values());
    }

    Session find(String callId, String localTag) {
        return byKey.get(callId + '|' + localTag);
    }

    Optional<Session> find(DialogId dialog) {
        return byKey.values().stream().filter(session -> session.id().equals(dialog)).findFirst();
    }

    /** The session whose INVITE a CANCEL means, by Call-ID, tags and CSeq: a proxy may have changed its Via. */
    Optional<Session> cancelled(IncomingRequest cancel) {
        if (!cancel.toTag().isEmpty()) {
            return Optional.ofNullable(find(cancel.callId(), cancel.toTag()));
        }
        return begunBy(cancel);
    }

    /** The session that an INVITE of the same Call-ID, From tag and CSeq began. */
    Optional<Session> begunBy(IncomingRequest request) {
        return byKey.values().stream()
                .filter(session -> session instanceof IncomingSession incoming && incoming.begunBy(request)).findFirst();
    }

    int count() {
        return byKey.size();
    }
}
