/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.call.Negotiation.Kind;
import org.sipconnector.spi.media.MediaEvent.LocalDescription;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.spi.media.MediaEvent.RemoteDescriptionSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries descriptions of the main leg between the media engine and SIP, for set-up and renegotiation. */
final class Descriptions {

    private static final Logger LOG = LoggerFactory.getLogger(Descriptions.class);

    private static final Set<String> MAKING = Set.of("open", "addTransceiver");

    private final CallContext context;
    private final Ending ending;
    private final Negotiations negotiations;
    private final Establishing establishing;
    private final EarlyOffer earlyOffer;

    Descriptions(CallContext context, Ending ending, Negotiations negotiations, Establishing establishing, EarlyOffer earlyOffer) {
        this.context = context;
        this.ending = ending;
        this.negotiations = negotiations;
        this.establishing = establishing;
        this.earlyOffer = earlyOffer;
    }

    void local(LocalDescription event) {
        Optional<Negotiation> current = current(event.request());
        if (current.isEmpty()) {
            return;
        }
        MainLeg leg = context.leg().orElseThrow();
        context.publish(new CallEvent.Sdp(Originator.LOCAL, event.type(), event.sdp()));
        switch (current.get().kind()) {
            case CALLING -> {
                if (context.leaving(leg.userAgent())) {
                    ending.over(SipFailure.local(SipCause.TERMINATED));
                    return;
                }
                context.changeLeg(MainLeg.Changes::known);
                context.publish(new CallEvent.Sending(leg.dialog()));
                context.sip.invite(leg.userAgent(), leg.dialog(), leg.parties().target(), event.sdp(), leg.request().headers());
            }
            case ANSWERING, ANSWERING_LATE -> {
                context.sip.accept(leg.dialog(), event.sdp(), leg.request().headers());
                establishing.accepted();
                if (current.get().kind() == Kind.ANSWERING) {
                    negotiations.finished();
                }
            }
            case OFFERING -> {
                negotiations.sent();
                RenegotiationOptions options = current.get().options();
                if (options.byUpdate()) {
                    context.sip.update(leg.dialog(), event.sdp(), options.headers());
                } else {
                    context.sip.reinvite(leg.dialog(), event.sdp(), options.headers());
                }
            }
            case RESPONDING -> {
                context.sip.answerReinvite(leg.dialog(), event.sdp());
                negotiations.finished();
            }
            case RESPONDING_EARLY -> earlyOffer.local(event.sdp());
            case RESPONDING_LATE -> {
                negotiations.sent();
                context.sip.answerReinvite(leg.dialog(), event.sdp());
            }
        }
    }

    void remoteSet(RemoteDescriptionSet event) {
        Optional<Negotiation> current = current(event.request());
        if (current.isEmpty() || event.type() == SdpType.PRANSWER) {
            return;
        }
        MainLeg leg = context.leg().orElseThrow();
        switch (current.get().kind()) {
            case CALLING -> {
                establishing.accepted();
                context.sip.acknowledge(leg.dialog());
                negotiations.finished();
            }
            case ANSWERING -> context.media.createAnswer(leg.peer(), event.request());
            case RESPONDING -> {
                negotiations.held();
                context.media.createAnswer(leg.peer(), event.request());
            }
            case ANSWERING_LATE -> {
                establishing.inCall();
                negotiations.finished();
            }
            case OFFERING -> {
                context.sip.acknowledge(leg.dialog());
                negotiations.finished();
            }
            case RESPONDING_EARLY -> earlyOffer.remoteSet(event.type(), current.get());
            case RESPONDING_LATE -> {
                negotiations.held();
                negotiations.finished();
            }
        }
    }

    void failed(PeerCommandFailed event) {
        Optional<Negotiation> current = current(event.request());
        MainLeg leg = context.leg().orElseThrow();
        if (current.isEmpty()) {
            outside(event, leg);
            return;
        }
        LOG.warn("{}: {} failed: {}", context.lane.connector(), event.command(), event.reason());
        context.publish(new CallEvent.NegotiationFailed(step(event.command()), event.reason()));
        boolean theirs = event.command().equals("setRemote");
        switch (current.get().kind()) {
            case CALLING -> {
                if (!leg.progress().known()) {
                    ending.declare(event.reason(), SipCause.WEBRTC_ERROR);
                } else if (leg.progress().answered()) {
                    establishing.unusable(event.reason());
                } else if (theirs) {
                    LOG.debug("the early answer is left aside");
                }
            }
            case ANSWERING -> {
                if (theirs && !event.transceiver().isEmpty()) {
                    // what this side wanted to send cannot be had: nothing is wrong with the caller's offer
                    context.publish(new CallEvent.SourceFailed(event.transceiver(), event.reason()));
                    ending.notAnswered(event.reason());
                    return;
                }
                ending.refuse(theirs ? 488 : 500, new SipFailure(Originator.LOCAL,
                        theirs ? SipCause.BAD_MEDIA_DESCRIPTION : SipCause.WEBRTC_ERROR, 0, event.reason(), List.of()));
            }
            case ANSWERING_LATE -> ending.declare(event.reason(), theirs ? SipCause.BAD_MEDIA_DESCRIPTION : SipCause.WEBRTC_ERROR);
            case OFFERING -> {
                if (theirs) {
                    context.sip.acknowledge(leg.dialog());
                    negotiations.unusable(event.reason());
                } else if (event.command().equals("createOffer")) {
                    negotiations.givenUp(event.reason());
                }
            }
            case RESPONDING -> {
                context.sip.refuseReinvite(leg.dialog(), theirs ? 488 : 500);
                if (!theirs) {
                    context.media.rollback(leg.peer(), event.request());
                }
                negotiations.finished();
            }
            case RESPONDING_EARLY -> earlyOffer.failed(theirs, current.get());
            case RESPONDING_LATE -> {
                if (theirs) {
                    negotiations.unusable(event.reason());
                } else {
                    context.sip.refuseReinvite(leg.dialog(), 500);
                    negotiations.finished();
                }
            }
        }
    }

    /** A command without a request: while setting up the call cannot go on without it, and one that rings rings on. */
    private void outside(PeerCommandFailed event, MainLeg leg) {
        LOG.warn("{}: {} failed: {}", context.lane.connector(), event.command(), event.reason());
        if (event.command().equals("addTransceiver") || event.command().equals("replaceTrack")) {
            context.publish(new CallEvent.SourceFailed(event.transceiver(), event.reason()));
        }
        boolean making = context.call().state() == CallState.CONNECTING && MAKING.contains(event.command());
        if (making && leg.answering()) {
            ending.notAnswered(event.reason());
        } else if (making && !leg.progress().known()) {
            ending.declare(event.reason(), SipCause.WEBRTC_ERROR);
        }
    }

    private Optional<Negotiation> current(String request) {
        return context.call().state() == CallState.DISCONNECTING
                ? Optional.empty()
                : context.call().negotiation().filter(negotiation -> negotiation.request().equals(request));
    }

    private static String step(String command) {
        return switch (command) {
            case "createOffer" -> "createoffer";
            case "createAnswer" -> "createanswer";
            case "setRemote" -> "setremotedescription";
            default -> "setlocaldescription";
        };
    }
}
