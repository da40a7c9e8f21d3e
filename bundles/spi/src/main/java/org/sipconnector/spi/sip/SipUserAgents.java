/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.foundation.Foundation;

/**
 * The SIP foundation: user agents, their registrations and their INVITE sessions. Every command returns at once; what
 * comes of it is a {@link SipEvent} at the owner's sink. A command to an unknown or ended id is answered by the failure
 * event of that command, or ignored where it has none. May be called from any thread.
 */
@ProviderType
public interface SipUserAgents extends Foundation {

    /** Builds the user agent and opens its transport: TransportConnecting, then TransportConnected or TransportDisconnected. */
    void start(ConnectorId owner, UserAgentId userAgent, UserAgentSettings settings);

    /**
     * Ends its sessions (BYE, CANCEL, 480), un-registers, closes the transport and frees it. Always ends in one
     * TransportDisconnected without error: at once when nothing is pending, else when the answers have come, and after
     * {@code farewellMillis} of the configuration {@code org.sipconnector.sip} (2 s unless configured) without them.
     */
    void stop(UserAgentId userAgent);

    /** Sends REGISTER and keeps the registration fresh: Registered or RegistrationFailed. */
    void register(UserAgentId userAgent);

    /** Sends REGISTER with Expires 0: Unregistered; at once when not registered. */
    void unregister(UserAgentId userAgent);

    /** Sends a request outside any dialog: RequestAnswered or RequestFailed. */
    void request(UserAgentId userAgent, OutgoingRequest request);

    /**
     * Sends INVITE: DialogProgress any number of times, then DialogAnswered or DialogFailed.
     *
     * @param offer   empty to leave it to the called (RFC 3261 section 13.2.1): DialogAnswered brings its offer, {@link
     *                #acknowledge(DialogId, String)} our answer
     * @param headers extra headers; a From among them, without a tag, stands in place of the own address
     */
    void invite(UserAgentId userAgent, DialogId dialog, String target, String offer, List<Header> headers);

    /** Acknowledges the 2xx of {@link #invite} or {@link #reinvite}: DialogConfirmed after the former. */
    default void acknowledge(DialogId dialog) {
        acknowledge(dialog, "");
    }

    /**
     * Acknowledges a 2xx that brought an offer, since {@link #invite} or {@link #reinvite} had none.
     *
     * @param answer our answer to it, empty where we had offered
     */
    void acknowledge(DialogId dialog, String answer);

    /** Answers an incoming INVITE with 180. */
    void ring(DialogId dialog);

    /**
     * Answers an incoming INVITE with 200: DialogConfirmed when its ACK has come.
     *
     * @param answer the SDP; empty to send none, which only a test of the other side wants
     */
    void accept(DialogId dialog, String answer, List<Header> headers);

    /** Refuses an incoming INVITE with a final status of 300 to 699: DialogFailed, originator local. */
    void reject(DialogId dialog, int status, Optional<String> reason, List<Header> headers);

    /**
     * Ends the session as its state demands: CANCEL, 480 or BYE; then DialogFailed or DialogEnded with originator
     * local and the cause given.
     *
     * @param reason value of a {@code Reason} header, absent to send none
     */
    void terminate(DialogId dialog, SipCause cause, Optional<String> reason);

    /**
     * Sends re-INVITE with a new offer: ReinviteAnswered (then acknowledge) or ReinviteFailed. An empty one leaves the offer to the
     * peer: ReinviteAnswered brings it, and {@link #acknowledge(DialogId, String)} our answer.
     */
    void reinvite(DialogId dialog, String offer, List<Header> headers);

    /**
     * Sends UPDATE with a new offer (RFC 3311): ReinviteAnswered, which needs no acknowledgement, or ReinviteFailed. To a
     * peer that knows no UPDATE the offer goes by re-INVITE.
     */
    void update(DialogId dialog, String offer, List<Header> headers);

    /**
     * Answers an incoming re-INVITE or UPDATE with 200. Where it had no offer this is ours: ReinviteAnswered brings what the ACK
     * says to it.
     */
    void answerReinvite(DialogId dialog, String answer);

    /** Refuses an incoming re-INVITE or UPDATE; the session goes on unchanged. */
    void refuseReinvite(DialogId dialog, int status);

    /**
     * What the owner knows of, when it goes on in another process: its other user agents are stopped. Of each that is there it hears
     * once more TransportConnected, when it is, and what comes of its registration; of one that is not there TransportDisconnected, as
     * if it had been stopped.
     */
    void retain(ConnectorId owner, Set<UserAgentId> userAgents);

    /**
     * What the owner knows of, when it goes on in another process: its other sessions of the former process are ended. Of each that is there it hears once
     * more DialogConfirmed, of one that is not there DialogEnded with Connection Error.
     *
     * @param userAgent that all of them run over
     */
    void retain(ConnectorId owner, UserAgentId userAgent, Set<DialogId> sessions);

    /** What the whole foundation holds at this moment, servers included. */
    SipStatistics statistics();

    /**
     * What the process is running out of, such as file descriptors or heap, in one line each with what to do; empty when all
     * is there. While something is short that calls need, new calls fail or are answered 503, and those that are up go on.
     */
    default List<String> shortages() {
        return List.of();
    }

    /** Why no new call begins at this moment, as text; empty when one does. */
    default Optional<String> callRefusal() {
        return Optional.empty();
    }

    /** How many requests, calls that would ring among them, and connections were refused over a limit since the foundation began. */
    default long refused() {
        return 0;
    }

    /** Sends a request inside the dialog (INFO, NOTIFY, MESSAGE, REFER, OPTIONS): RequestAnswered or RequestFailed. */
    void requestInDialog(DialogId dialog, OutgoingRequest request);
}
