/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.session.IncomingSession;
import org.sipconnector.sip.session.ResumedSession;
import org.sipconnector.sip.session.Session;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipState;

/** The sessions of one endpoint, by Call-ID and our tag. Used on its loop only. */
public final class DialogLayer {

    private final Endpoint endpoint;
    private final Identity identity;
    private final EndpointResources shared;
    private final Map<String, Session> byKey = new HashMap<>(2);

    DialogLayer(Endpoint endpoint, Identity identity, EndpointResources shared) {
        this.endpoint = endpoint;
        this.identity = identity;
        this.shared = shared;
    }

    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    public int count() {
        return byKey.size();
    }

    /** As they are now: what is done with them may add and remove some. */
    private List<Session> all() {
        return List.copyOf(byKey.values());
    }

    public Optional<Session> find(DialogId dialog) {
        return byKey.values().stream().filter(session -> session.id().equals(dialog)).findFirst();
    }

    Optional<Session> find(String callId, String localTag) {
        return Optional.ofNullable(byKey.get(callId + '|' + localTag));
    }

    /** The session whose INVITE a CANCEL means, by Call-ID, tags and CSeq: a proxy may have changed its Via. */
    Optional<Session> cancelled(IncomingRequest cancel) {
        return cancel.toTag().isEmpty() ? begunBy(cancel) : find(cancel.callId(), cancel.toTag());
    }

    /** The session that an INVITE of the same Call-ID, From tag and CSeq began. */
    Optional<Session> begunBy(IncomingRequest request) {
        return byKey.values().stream()
                .filter(session -> session instanceof IncomingSession incoming && incoming.begunBy(request)).findFirst();
    }

    /** Whether as many calls ring as may. */
    boolean ringsEnough() {
        return byKey.values().stream().filter(IncomingSession.class::isInstance)
                .filter(session -> !((IncomingSession) session).answered()).count() >= endpoint.limits().kept().ringing().perUserAgent();
    }

    /** @param silent runs once, when the call rings no longer */
    void incoming(ServerTransaction transaction, Runnable silent) {
        IncomingSession session = new IncomingSession(new DialogId("in-" + Tokens.random(16)), endpoint, transaction, silent);
        remember(session);
        try {
            session.start();
        } catch (RuntimeException mistake) {
            session.failed();
            throw mistake;
        }
    }

    void remember(Session session) {
        byKey.put(session.key(), session);
        shared.dialogs().put(session.id(), endpoint);
        shared.latest().note(session);
        identity.dialog(session.key(), true);
    }

    void forget(Session session) {
        byKey.remove(session.key(), session);
        shared.dialogs().remove(session.id(), endpoint);
        identity.dialog(session.key(), false);
    }

    /** The flow is gone. Sessions stay when they may be taken up again. */
    void disconnected(SipFailure failure, boolean keep) {
        for (Session session : all()) {
            if (keep && session.survives()) {
                session.renegotiation().interrupted();
            } else {
                session.lost(failure);
            }
        }
    }

    /** Ends the sessions that waited for a connection in vain. */
    public void abandon(String reason) {
        all().forEach(session -> session.lost(SipFailure.system(SipCause.CONNECTION_ERROR, reason)));
    }

    /** Shows the peers of all sessions where we are now. */
    public void rebind() {
        all().forEach(Session::reached);
    }

    void endAll() {
        all().forEach(session -> session.terminate(SipCause.TERMINATED, List.of()));
    }

    /** Sessions are to be given away soon: offers of ours that no peer has answered are withdrawn. */
    public void withdrawOffers() {
        all().forEach(session -> session.renegotiation().withdraw());
    }

    /** Gives the established sessions away. */
    List<SipState.Call> handOver() {
        return all().stream().flatMap(session -> session.handOver().stream()).toList();
    }

    /** What another process would go on with. */
    List<SipState.Call> copy() {
        return all().stream().flatMap(session -> session.copy().stream()).toList();
    }

    /** What owners would hear if the process ended now. */
    List<Event> lossOf(SipFailure failure, boolean commandsWait) {
        return all().stream().<Event>flatMap(session -> commandsWait && session.survives()
                ? Stream.of(new SipEvent.ReinviteFailed(endpoint.id(), session.id(), failure))
                : session.loss(failure).stream()).toList();
    }

    /** Takes sessions up that another endpoint gave away. */
    public void takeUp(List<SipState.Call> calls) {
        calls.forEach(call -> remember(new ResumedSession(call, endpoint)));
    }

    /** Sessions taken up that the owner has given up: their peers are told as soon as they can be reached. */
    public void disown(Set<DialogId> given) {
        given.forEach(id -> find(id).ifPresent(Session::disown));
    }

    /** Ends all sessions taken up but these, of which is told whether they are there. */
    public void retain(Set<DialogId> known) {
        all().stream().filter(session -> session instanceof ResumedSession && !known.contains(session.id()))
                .forEach(session -> session.terminate(SipCause.TERMINATED, List.of()));
        for (DialogId each : known) {
            Optional<Session> found = find(each);
            if (found.isEmpty()) {
                endpoint.publish(lost(endpoint.id(), each));
            } else if (found.get().survives()) {
                endpoint.publish(new SipEvent.DialogConfirmed(endpoint.id(), each));
            }
        }
    }

    /** A session that nobody has. */
    public static Event lost(UserAgentId userAgent, DialogId session) {
        return new SipEvent.DialogEnded(userAgent, session,
                SipFailure.system(SipCause.CONNECTION_ERROR, "the connector was restarted before the session was kept"));
    }
}
