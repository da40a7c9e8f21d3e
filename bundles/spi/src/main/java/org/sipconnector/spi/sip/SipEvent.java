/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;

/** What the SIP foundation tells the owner of a user agent. */
public sealed interface SipEvent extends Event {

    UserAgentId userAgent();

    /** The transport is being opened; {@code attempt} counts from 1 since it was last open. */
    record TransportConnecting(UserAgentId userAgent, int attempt) implements SipEvent {}

    /** The transport is open, at the first time or again. */
    record TransportConnected(UserAgentId userAgent, String remote) implements SipEvent {}

    /**
     * The transport is closed. Pending transactions have already failed with Connection Error.
     *
     * @param error  false when {@link SipUserAgents#stop} closed it
     * @param opened whether it had been open; a failure to open counts as WebSocket code 1006
     * @param code   WebSocket close code, 0 when there was none
     */
    record TransportDisconnected(UserAgentId userAgent, boolean error, boolean opened, int code, String reason) implements SipEvent {}

    /** REGISTER succeeded; refreshes are silent unless they were asked for by {@link SipUserAgents#register}. */
    record Registered(UserAgentId userAgent, int status, int expires) implements SipEvent {}

    /** The registration is gone: asked for, lost with the transport, or its refresh failed. */
    record Unregistered(UserAgentId userAgent, Optional<SipFailure> failure) implements SipEvent {}

    record RegistrationFailed(UserAgentId userAgent, SipFailure failure) implements SipEvent {}

    /** An OutgoingRequest got a final 2xx. */
    record RequestAnswered(UserAgentId userAgent, String id, int status, String reason, List<Header> headers,
            Optional<SipBody> body) implements SipEvent {}

    /** An OutgoingRequest got another final response, or none. */
    record RequestFailed(UserAgentId userAgent, String id, SipFailure failure) implements SipEvent {}

    /** A NOTIFY or MESSAGE outside any dialog; it is answered 200 once what came of it is kept for another process. */
    record RequestReceived(UserAgentId userAgent, String method, String fromUri, List<Header> headers,
            Optional<SipBody> body) implements SipEvent {
        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /** What concerns one INVITE session. */
    sealed interface DialogEvent extends SipEvent {
        DialogId dialog();
    }

    /**
     * An INVITE arrived; 100 has been sent, nothing else.
     *
     * @param offer absent for a late offer
     */
    record IncomingInvite(UserAgentId userAgent, DialogId dialog, String targetUser, String fromUser, String fromHost,
            Optional<String> displayName, Optional<String> offer, List<Header> headers) implements DialogEvent {
        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /** A provisional response other than 100. */
    record DialogProgress(UserAgentId userAgent, DialogId dialog, int status, String reason, Optional<String> answer,
            List<Header> headers) implements DialogEvent {
        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /**
     * The INVITE got its 2xx; it waits for {@link SipUserAgents#acknowledge}.
     *
     * @param answer the SDP of the 2xx, else what the same fork said early; absent when it said nothing
     */
    record DialogAnswered(UserAgentId userAgent, DialogId dialog, Optional<String> answer, List<Header> headers) implements DialogEvent {
        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /**
     * The ACK was sent, or has come.
     *
     * @param answer the SDP the ACK brought, when our 200 had carried the offer
     */
    record DialogConfirmed(UserAgentId userAgent, DialogId dialog, Optional<String> answer) implements DialogEvent {

        public DialogConfirmed(UserAgentId userAgent, DialogId dialog) {
            this(userAgent, dialog, Optional.empty());
        }

        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /** The session ended before its 2xx, or at it. */
    record DialogFailed(UserAgentId userAgent, DialogId dialog, SipFailure failure) implements DialogEvent {}

    /** The established session ended. */
    record DialogEnded(UserAgentId userAgent, DialogId dialog, SipFailure failure) implements DialogEvent {}

    /** A re-INVITE or UPDATE arrived; it waits for answerReinvite or refuseReinvite. */
    record ReinviteReceived(UserAgentId userAgent, DialogId dialog, Optional<String> offer, List<Header> headers) implements DialogEvent {
        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /**
     * The own offer was answered: by the 2xx to our re-INVITE, which waits for {@link SipUserAgents#acknowledge}, or by the ACK of
     * our answer to a re-INVITE without an offer, which needs none.
     *
     * @param answer absent when there was none, or when the connection was lost, or the foundation replaced, before the ACK or even
     *            before our answer, which then need not be made
     */
    record ReinviteAnswered(UserAgentId userAgent, DialogId dialog, Optional<String> answer) implements DialogEvent {
        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    record ReinviteFailed(UserAgentId userAgent, DialogId dialog, SipFailure failure) implements DialogEvent {}

    /**
     * An INFO, NOTIFY or MESSAGE inside the dialog, which is answered 200 once what came of it is kept for another process; or a REFER,
     * which is declined.
     */
    record DialogRequestReceived(UserAgentId userAgent, DialogId dialog, String method, List<Header> headers,
            Optional<SipBody> body) implements DialogEvent {}
}
