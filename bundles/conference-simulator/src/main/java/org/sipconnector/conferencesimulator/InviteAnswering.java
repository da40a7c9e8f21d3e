/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.simulator.RoomSnapshot;
import org.sipconnector.simulator.SimulatorException;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipUserAgents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers INVITEs and re-INVITEs with media. On the simulator's executor only. */
final class InviteAnswering {

    private static final Logger LOG = LoggerFactory.getLogger(InviteAnswering.class);
    private static final String MAIN_STREAM = "main";
    private static final String USELESS = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=useless\r\n";
    private static final int NOT_ACCEPTABLE_HERE = 488;
    private static final int REQUEST_PENDING = 491;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final SimulatorExecutor executor;
    private final SipUserAgents sip;
    private final Peers peers;
    private final Faults faults;
    private final RoomAdmission admission;
    private final ParticipantMediaRegistry outlets;
    private final String host;
    private final OncePerMinute refusals = new OncePerMinute();

    InviteAnswering(SimulatorExecutor executor, SipUserAgents sip, Peers peers, Faults faults, RoomAdmission admission,
            ParticipantMediaRegistry outlets,
            String host) {
        this.executor = executor;
        this.sip = sip;
        this.peers = peers;
        this.faults = faults;
        this.admission = admission;
        this.outlets = outlets;
        this.host = host;
    }

    /** What an INVITE's headers say about the participant to be. */
    static void describe(Leg leg, List<Header> headers) {
        Optional<String> microphone = Header.find(headers, "X-Vinteo-Mic-State");
        Optional<String> camera = Header.find(headers, "X-Vinteo-MainCam-State");
        if (microphone.isPresent() && camera.isPresent()) {
            leg.reports.mediaState(new MediaState(yes(camera), yes(microphone)));
        }
        if (yes(Header.find(headers, "X-Vinteo-Presentation-Call"))) {
            leg.role = ParticipantRole.PRESENTATION;
        }
        if (yes(Header.find(headers, "X-Vinteo-Purgatory-Call"))) {
            leg.room = RoomSnapshot.PURGATORY;
        }
    }

    void answer(Leg leg, Optional<String> offer) {
        Optional<Fault.RefuseInvite> refusal = faults.take(Fault.RefuseInvite.class);
        if (refusal.isPresent()) {
            sip.reject(leg.dialog, refusal.get().status(), Optional.empty(), List.of());
            return;
        }
        if (faults.take(Fault.NoAnswer.class).isPresent()) {
            return;
        }
        boolean early = faults.take(Fault.EarlyRoom.class).isPresent();
        Optional<Fault.LateAnswer> late = faults.take(Fault.LateAnswer.class);
        if (early || late.isPresent()) {
            sip.ring(leg.dialog);
        }
        if (early) {
            leg.welcomed = true;
            RoomAdmission.logged(leg, admission.tellRoom(leg, false));
        }
        late.ifPresentOrElse(fault -> executor.after(fault.after(), () -> accept(leg, offer)), () -> accept(leg, offer));
    }

    private void accept(Leg leg, Optional<String> offer) {
        if (leg.ended) {
            return;
        }
        if (offer.isPresent() && PlainAnswer.fits(offer.get())) {
            plain(leg).to(offer.get()).ifPresentOrElse(answer -> sip.accept(leg.dialog, answer, List.of()),
                    () -> sip.reject(leg.dialog, NOT_ACCEPTABLE_HERE, Optional.empty(), List.of()));
            return;
        }
        MediaHealth health = peers.engine().health();
        if (health.state() == MediaHealth.State.UNAVAILABLE) {
            refusals.tell(times -> LOG.warn("{} cannot be served: no media: {}{}", leg, health.reason(), times));
            sip.reject(leg.dialog, SERVICE_UNAVAILABLE, Optional.of("No media"), List.of());
            return;
        }
        openMedia(leg);
        leg.lateOffer = offer.isEmpty();
        description(leg, offer).whenComplete((sdp, failure) -> {
            if (leg.ended) {
                return;
            }
            if (failure != null) {
                refusals.tell(times -> LOG.warn("{} offers what cannot be answered: {}{}", leg, StageFailure.reason(failure), times));
                sip.reject(leg.dialog, NOT_ACCEPTABLE_HERE, Optional.empty(), List.of());
            } else if (faults.take(Fault.NoSdp.class).isPresent()) {
                sip.accept(leg.dialog, "", List.of());
            } else {
                sip.accept(leg.dialog, faults.take(Fault.UselessSdp.class).isPresent() ? USELESS : sdp, List.of());
            }
        });
    }

    private PlainAnswer plain(Leg leg) {
        return leg.media.plain(host);
    }

    /** Gives a call a connection. */
    void openMedia(Leg leg) {
        leg.media.begin(outlets.make("simulator-" + leg.id));
        peers.open(leg.peer);
    }

    private CompletableFuture<String> description(Leg leg, Optional<String> offer) {
        if (offer.isPresent()) {
            noteDual(leg, offer.get());
            return peers.answer(leg.peer, offer.get(), lines(leg, true));
        }
        return offer(leg);
    }

    /** The first offer of a connection: main audio and video. */
    CompletableFuture<String> offer(Leg leg) {
        lines(leg, false).forEach(line -> peers.engine().addTransceiver(leg.peer, line));
        return peers.offer(leg.peer);
    }

    void confirmed(Leg leg, Optional<String> answer) {
        leg.confirmed = true;
        if (leg.lateOffer) {
            peers.accept(leg.peer, answer.orElse("")).whenComplete((done, failure) -> {
                if (failure != null && !leg.ended) {
                    refusals.tell(times -> LOG.warn("{} answers what cannot be used: {}{}", leg, StageFailure.reason(failure), times));
                    sip.terminate(leg.dialog, SipCause.BAD_MEDIA_DESCRIPTION, Optional.empty());
                }
            });
        }
        admission.welcome(leg);
    }

    void reinvited(Leg leg, SipEvent.ReinviteReceived event) {
        Optional<Fault.RefuseReinvite> refusal = faults.take(Fault.RefuseReinvite.class);
        if (refusal.isPresent()) {
            sip.refuseReinvite(leg.dialog, refusal.get().status());
        } else if (leg.media.sources().isEmpty()) {
            event.offer().map(plain(leg)::to).orElseGet(plain(leg)::again).ifPresentOrElse(description -> {
                leg.exchange = event.offer().isEmpty() ? Leg.Exchange.OFFERED : Leg.Exchange.NONE;
                sip.answerReinvite(leg.dialog, description);
            }, () -> sip.refuseReinvite(leg.dialog, NOT_ACCEPTABLE_HERE));
        } else if (leg.exchange != Leg.Exchange.NONE || leg.media.is(PeerState.CLOSED) && !leg.media.isClosed()) {
            sip.refuseReinvite(leg.dialog, REQUEST_PENDING);
        } else if (event.offer().isPresent()) {
            answerAgain(leg, event.offer().get());
        } else {
            offerAgain(leg);
        }
    }

    /** A connection that was dropped is followed by another one; whether it was. */
    private boolean openAgain(Leg leg) {
        boolean closed = leg.media.isClosed();
        if (closed) {
            leg.media.reopened();
            peers.open(leg.peer);
        }
        return closed;
    }

    private void answerAgain(Leg leg, String offer) {
        List<TransceiverSettings> lines = leg.presentation.added() ? List.of() : List.of(dual(leg));
        if (openAgain(leg)) {
            lines = lines(leg, true);
        }
        noteDual(leg, offer);
        leg.exchange = Leg.Exchange.UNDER_WAY;
        peers.answer(leg.peer, offer, lines).whenComplete((sdp, failure) -> {
            leg.exchange = Leg.Exchange.NONE;
            if (failure == null) {
                leg.media.sources().ifPresent(outlet -> outlet.main().thaw());
                sip.answerReinvite(leg.dialog, sdp);
            } else if (!leg.ended) {
                refusals.tell(times -> LOG.warn("{} re-offers what cannot be answered: {}{}", leg, StageFailure.reason(failure), times));
                // a connection that is being made again can answer in a moment
                sip.refuseReinvite(leg.dialog, leg.media.restoring() ? REQUEST_PENDING : NOT_ACCEPTABLE_HERE);
            }
        });
    }

    /** A re-INVITE without an offer gets ours, and its ACK brings the answer (RFC 3261 section 14.2). */
    private void offerAgain(Leg leg) {
        leg.exchange = Leg.Exchange.OFFER_WANTED;
        (openAgain(leg) ? offer(leg) : peers.offer(leg.peer)).whenComplete((sdp, failure) -> {
            boolean wanted = leg.exchange == Leg.Exchange.OFFER_WANTED;
            leg.exchange = wanted && failure == null ? Leg.Exchange.OFFERED : Leg.Exchange.NONE;
            if (leg.exchange == Leg.Exchange.OFFERED) {
                sip.answerReinvite(leg.dialog, sdp);
            } else if (failure == null) {
                peers.rollback(leg.peer);
            } else if (!leg.ended) {
                refusals.tell(times -> LOG.warn("{} cannot be offered anything: {}{}", leg, StageFailure.reason(failure), times));
                sip.refuseReinvite(leg.dialog, leg.media.restoring() ? REQUEST_PENDING : NOT_ACCEPTABLE_HERE);
            }
        });
    }

    /** No answer to our offer comes any more but this, if any; without one all is as it was. */
    void answeredLate(Leg leg, Optional<String> answer) {
        if (leg.exchange == Leg.Exchange.OFFER_WANTED) {
            // its connection was lost before our offer was made
            leg.exchange = Leg.Exchange.UNDER_WAY;
            return;
        }
        if (leg.media.sources().isEmpty()) {
            leg.exchange = Leg.Exchange.NONE;
            return;
        }
        leg.exchange = Leg.Exchange.UNDER_WAY;
        answer.map(sdp -> peers.accept(leg.peer, sdp))
                .orElseGet(() -> CompletableFuture.failedFuture(new SimulatorException("no answer")))
                .whenComplete((done, failure) -> {
                    leg.exchange = Leg.Exchange.NONE;
                    if (failure != null && !leg.ended) {
                        refusals.tell(times -> LOG.warn("{} answers what cannot be used: {}{}", leg, StageFailure.reason(failure), times));
                        peers.rollback(leg.peer);
                    }
                });
    }

    private static void noteDual(Leg leg, String offer) {
        boolean second = offer.lines().filter(line -> line.startsWith("m=video")).count() > 1;
        if (second) {
            leg.presentation.add();
            leg.presentation.known(true);
        }
    }

    private static List<TransceiverSettings> lines(Leg leg, boolean withDual) {
        TransceiverSettings audio = leg.media.sources().orElseThrow().audio(Leg.AUDIO, MAIN_STREAM, Direction.SENDRECV);
        TransceiverSettings video = leg.media.sources().orElseThrow().video(Leg.VIDEO, MAIN_STREAM, Direction.SENDRECV);
        return withDual ? List.of(audio, video, dual(leg)) : List.of(audio, video);
    }

    private static TransceiverSettings dual(Leg leg) {
        return leg.media.sources().orElseThrow().content(Leg.DUAL, Presentations.STREAM, Direction.SENDRECV, List.of());
    }

    private static boolean yes(Optional<String> value) {
        return value.filter(text -> text.equalsIgnoreCase("yes") || text.equals("1") || text.equalsIgnoreCase("true"))
                .isPresent();
    }
}
