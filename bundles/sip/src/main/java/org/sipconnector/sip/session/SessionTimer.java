/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.HeaderParameters;
import org.sipconnector.sip.message.IncomingMessage;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves from time to time that the session is still there, or notices that the peer does not (RFC 4028). Refreshes
 * with UPDATE, with an unchanged re-INVITE when the peer knows no UPDATE. Does nothing unless both sides agreed.
 */
final class SessionTimer implements ClientTransaction.User {

    private static final Logger LOG = LoggerFactory.getLogger(SessionTimer.class);

    /** What we offer, in seconds. */
    private static final long OFFERED = 90;
    /** Shorter ones are refused. */
    private static final long SHORTEST = 60;
    private static final long RFC_MINIMUM = 90;
    /** A peer that agrees to less, which it must not, is not asked more often than this lets (RFC 4028 section 4: 90 at least). */
    private static final long SHORTEST_KEPT = 6;
    private static final int MOST_LENGTHENINGS = 5;
    private static final long RETRY_MILLIS = 2_000;
    private static final long SOONEST_MILLIS = 250;
    /** A day: a longer interval is no nearer to the end of a call that nobody is in any more. */
    private static final long LONGEST = 86_400;
    private static final List<String> SIDES = List.of("uac", "uas");

    private final Session session;
    private long seconds;
    private boolean ours;
    /** The longest interval a 422 has named, which each request says from then on (RFC 4028 section 7.4); 0 for none. */
    private long least;
    private int lengthenings;
    private Alarm next;
    /** When the session ends unless it is refreshed before, by System.nanoTime(). */
    private long deadline;

    SessionTimer(Session session) {
        this.session = session;
    }

    /** The headers of our first INVITE, or of the next one after a 422. */
    List<Header> offer() {
        return withLeast(List.of(new Header("Session-Expires", Long.toString(Math.max(OFFERED, least)))));
    }

    private List<Header> withLeast(List<Header> headers) {
        return least == 0 ? headers : Stream.concat(headers.stream(), Stream.of(new Header("Min-SE", Long.toString(least)))).toList();
    }

    /** Whether the timer the request asks for is to be kept: where timers are on, where it is required, where there is one. */
    boolean honours(IncomingRequest request) {
        return session.line.sessionTimers() || request.lists("Require", "timer") || seconds > 0;
    }

    /**
     * Whether a 422 wants a longer interval than was asked for, which is asked for from then on: each proxy on the way may have
     * its own (RFC 4028 section 7.3). In a refresh one that does not say which is asked for twice the time.
     */
    boolean lengthened(IncomingResponse response) {
        long wanted = response.header("Min-SE").map(SessionTimer::seconds).orElse(2 * seconds);
        if (response.status() != 422 || wanted <= (seconds > 0 ? seconds : Math.max(OFFERED, least)) || lengthenings++ >= MOST_LENGTHENINGS) {
            return false;
        }
        least = wanted;
        seconds = seconds > 0 ? wanted : 0;
        return true;
    }

    private static long seconds(String value) {
        String digits = value.split(";", 2)[0].strip();
        return !digits.matches("\\d+") ? 0 : digits.length() > 9 ? LONGEST : Math.min(LONGEST, Long.parseLong(digits));
    }

    /** Whether the INVITE asks for a shorter interval than we bear; then it gets 422 with {@link #minimum}. */
    static boolean tooShort(IncomingRequest request) {
        return request.header("Session-Expires").map(SessionTimer::seconds).filter(wanted -> wanted < SHORTEST).isPresent();
    }

    static List<Header> minimum() {
        return List.of(new Header("Min-SE", Long.toString(RFC_MINIMUM)));
    }

    /** The peer agreed in its 2xx to our request, or did not. */
    void agreed(IncomingResponse response) {
        stop();
        response.header("Session-Expires").ifPresent(value -> start(seconds(value), refresher(value, "uac").equals("uac")));
    }

    /**
     * The peer asks for, or goes on with, a timer; the headers of our 200. The one who asks refreshes, unless it was a
     * proxy that asked and the peer knows no timers (RFC 4028 section 9).
     */
    List<Header> asked(IncomingRequest request) {
        stop();
        if (request.header("Session-Expires").isEmpty()) {
            return List.of();
        }
        String value = request.header("Session-Expires").get();
        boolean known = request.lists("Supported", "timer") || request.lists("Require", "timer");
        String refresher = known ? refresher(value, "uac") : "uas";
        start(seconds(value), refresher.equals("uas"));
        Header agreed = new Header("Session-Expires", seconds + ";refresher=" + refresher);
        return known ? List.of(agreed, new Header("Require", "timer")) : List.of(agreed);
    }

    private static String refresher(String value, String absent) {
        return HeaderParameters.of(value).value("refresher").map(side -> side.toLowerCase(Locale.ROOT)).filter(SIDES::contains).orElse(absent);
    }

    long seconds() {
        return seconds;
    }

    boolean ours() {
        return ours;
    }

    /** Goes on after the session was taken up from data. */
    void resume(long agreed, boolean refresher) {
        if (agreed > 0) {
            seconds = agreed;
            ours = refresher;
            schedule();
        }
    }

    private void start(long agreed, boolean refresher) {
        seconds = kept(agreed);
        ours = refresher;
        schedule();
    }

    /** An interval of nothing, one that is no number, or a tiny one does not make us refresh without a pause. */
    private static long kept(long agreed) {
        return agreed < 1 ? SHORTEST : Math.max(agreed, SHORTEST_KEPT);
    }

    private void schedule() {
        deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        next = ours
                ? session.line.after(seconds * 500, this::refresh)
                : session.line.after((seconds - Math.min(32, seconds / 3)) * 1000, this::expired);
    }

    /** What a re-INVITE or UPDATE of ours says about the timer. */
    List<Header> headers() {
        return seconds == 0
                ? List.of()
                : withLeast(List.of(new Header("Supported", "timer"),
                        new Header("Session-Expires", seconds + ";refresher=" + (ours ? "uac" : "uas"))));
    }

    private void refresh() {
        if (!session.updates) {
            if (!session.renegotiation.rebind()) {
                retry(RETRY_MILLIS);
            }
            return;
        }
        List<Header> headers = new java.util.ArrayList<>(headers());
        headers.add(new Header("Contact", session.line.contact()));
        session.send("UPDATE", headers, null, Session.TIMEOUT, this);
    }

    @Override
    public void answered(IncomingResponse response) {
        if (session.over()) {
            return;
        }
        switch (response.status()) {
            case 422 -> {
                if (lengthened(response)) {
                    refresh();
                } else {
                    refused(response.failure());
                }
            }
            case 405, 501 -> {
                session.updates = false;
                refresh();
            }
            case 408, 481 -> LOG.debug("{}: the peer knows the session no more", session.id());
            case 491 -> retry(RETRY_MILLIS);
            default -> {
                if (response.success()) {
                    agreedOrGoOn(response);
                } else {
                    refused(response.failure());
                }
            }
        }
    }

    /** The session is refreshed again well before it expires (RFC 4028 section 10). */
    void refused(SipFailure refusal) {
        if (seconds > 0 && ours && !session.over()) {
            long wish = refusal.retryAfter(Duration.ofSeconds(seconds)).map(Duration::toMillis).orElse(0L);
            retry(wish > 0 && wish < left() / 2 ? wish : left() / 4);
        }
    }

    private long left() {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    private void retry(long millis) {
        stop();
        next = left() > SOONEST_MILLIS
                ? session.line.after(Math.max(SOONEST_MILLIS, Math.min(millis, left() / 2)), this::refresh)
                : session.line.after(0, this::expired);
    }

    /** A re-INVITE of ours was accepted, which refreshes the session, too. */
    void renewed(IncomingResponse response) {
        if (seconds > 0) {
            stop();
            agreedOrGoOn(response);
        }
    }

    private void agreedOrGoOn(IncomingMessage response) {
        response.header("Session-Expires").ifPresent(value -> seconds = kept(seconds(value)));
        schedule();
    }

    @Override
    public void failed(SipFailure failure) {
        if (session.over()) {
            return;
        }
        if (failure.cause() == SipCause.CONNECTION_ERROR) {
            // the session may be taken up over a new connection, which shows whether the peer still has it
            stop();
            schedule();
        } else {
            expired();
        }
    }

    private void expired() {
        session.bye(List.of(new Header("Reason", "SIP ;cause=408;text=\"Request Timeout\"")));
        session.end(SipFailure.system(SipCause.REQUEST_TIMEOUT, "the session was not refreshed"));
    }

    void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }
}
