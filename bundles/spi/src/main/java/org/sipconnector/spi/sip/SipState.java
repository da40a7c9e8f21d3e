/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;

/**
 * The user agents of one owner as plain data: what a newer SIP foundation, or another process, needs to go on with their
 * registrations and calls. It holds no secret.
 */
public record SipState(List<Account> accounts) {

    private static final long LEAST_JUMP = 100;
    /** More requests than one session sends. */
    private static final long JUMP_A_SECOND = 10;
    /** A year: a CSeq is below 2^31. */
    private static final long LONGEST_JUMP_SECONDS = 31_536_000;
    private static final Pattern ORIGIN = Pattern.compile("^(o=\\S+ \\S+ )(\\d{1,18})(?= )", Pattern.MULTILINE);

    public SipState {
        accounts = List.copyOf(accounts);
    }

    /** With CSeq numbers (RFC 3261 section 12.2.1.1: any that grow) and versions of descriptions that no peer has seen yet. */
    SipState jumpedAhead(Duration age) {
        long by = LEAST_JUMP + JUMP_A_SECOND * Math.min(age.toSeconds(), LONGEST_JUMP_SECONDS);
        return new SipState(accounts.stream().map(account -> account.jumpedAhead(by)).toList());
    }

    /**
     * @param instance   instance id, so that the registrar replaces the former contact
     * @param callId     Call-ID of the registration
     * @param cseq       CSeq of the last REGISTER
     * @param registered whether to register again
     * @param asked      whether the owner still waits for what comes of it
     * @param connected  whether the transport was open, as far as the owner knows
     * @param contact    user and host of the Contact as registered, so that the next registration is the same one; a
     *                   host that is an address gives way to the next one's
     */
    public record Account(UserAgentId userAgent, String instance, String callId, long cseq, boolean registered,
            boolean asked, boolean connected, Contact contact, List<Call> calls) {

        public Account {
            calls = List.copyOf(calls);
        }

        private Account jumpedAhead(long by) {
            return new Account(userAgent, instance, callId, cseq + by, registered, asked, connected, contact,
                    calls.stream().map(call -> call.jumpedAhead(by)).toList());
        }

        public Account with(List<Call> all) {
            return new Account(userAgent, instance, callId, cseq, registered, asked, connected, contact, all);
        }
    }

    /** A user that is in the registrar's table only; the host, as a name of no host over WebSocket, and else as address and port. */
    public record Contact(String user, String host) {}

    /**
     * An established session (RFC 3261 section 12).
     *
     * @param caller       whether we began it
     * @param local        our From/To value without its tag
     * @param target       the peer's Contact
     * @param routes       Route entries in the order to send them
     * @param localSdp     the session description we last sent
     * @param timerSeconds session timer (RFC 4028), 0 for none
     * @param refresher    whether we refresh it
     */
    public record Call(DialogId id, boolean caller, String callId, String local, String localTag, String remote,
            String remoteTag, String target, List<String> routes, long localSeq, long remoteSeq, String localSdp,
            long timerSeconds, boolean refresher) {

        public Call {
            routes = List.copyOf(routes);
        }

        private Call jumpedAhead(long by) {
            String sdp = ORIGIN.matcher(localSdp).replaceFirst(origin -> Matcher.quoteReplacement(
                    origin.group(1) + (Long.parseLong(origin.group(2)) + by)));
            return new Call(id, caller, callId, local, localTag, remote, remoteTag, target, routes, localSeq + by, remoteSeq, sdp,
                    timerSeconds, refresher);
        }

        @Override
        public String toString() {
            return Masking.record(this);
        }
    }
}
