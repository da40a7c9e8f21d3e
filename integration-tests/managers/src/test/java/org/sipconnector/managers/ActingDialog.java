/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;

/** A session of the acting SIP foundation, with what the other side does in it. */
final class ActingDialog {

    private static final Duration RINGS = Duration.ofSeconds(60);

    private enum State {
        CALLING,
        /** They called, and wait for a final response. */
        WAITING,
        /** They have answered, and wait for our ACK. */
        ANSWERED,
        /** We have answered, and wait for their ACK. */
        ACCEPTED,
        CONFIRMED, OVER
    }

    private final World world;
    private final ActingAgent agent;
    private final DialogId id;
    private final boolean lateOffer;
    private final ActingOffers offers;
    private State state;
    private boolean announced;

    private ActingDialog(World world, ActingAgent agent, DialogId id, State state, boolean lateOffer) {
        this.world = world;
        this.agent = agent;
        this.id = id;
        this.state = state;
        this.lateOffer = lateOffer;
        this.offers = new ActingOffers(world, agent, this);
    }

    static ActingDialog calling(World world, ActingAgent agent, DialogId id) {
        return new ActingDialog(world, agent, id, State.CALLING, false);
    }

    static ActingDialog called(World world, ActingAgent agent, DialogId id, boolean lateOffer) {
        return new ActingDialog(world, agent, id, State.WAITING, lateOffer);
    }

    DialogId id() {
        return id;
    }

    boolean confirmed() {
        return state == State.CONFIRMED && !announced;
    }

    /** Whether the other side waits for an answer of ours. */
    boolean waiting() {
        return state == State.WAITING && !announced;
    }

    /** Whether it is established, as far as we have been told. */
    boolean up() {
        return established() && !announced;
    }

    boolean established() {
        return state == State.ANSWERED || state == State.ACCEPTED || state == State.CONFIRMED;
    }

    void start() {
        if (state == State.WAITING) {
            world.after(RINGS, () -> endIf(State.WAITING, SipFailure.local(SipCause.NO_ANSWER)));
            return;
        }
        if (!agent.connected()) {
            end(SipFailure.system(SipCause.CONNECTION_ERROR, "not connected"));
            return;
        }
        int status = world.manners().invitations;
        if (status == Manners.SILENT) {
            agent.overThisFlow(World.TRANSACTION,
                    () -> endIf(State.CALLING, SipFailure.system(SipCause.REQUEST_TIMEOUT, "no answer")));
            return;
        }
        agent.overThisFlow(World.ROUND_TRIP, this::ringing);
        if (status == Manners.RINGING) {
            agent.overThisFlow(RINGS, () -> endIf(State.CALLING, SipFailure.response(480, "Nobody answers", List.of())));
        } else if (status == Manners.OBLIGING) {
            agent.overThisFlow(World.ROUND_TRIP.multipliedBy(2), this::answered);
        } else {
            agent.overThisFlow(World.ROUND_TRIP.multipliedBy(2),
                    () -> endIf(State.CALLING, SipFailure.response(status, "Refused", List.of())));
        }
    }

    private void ringing() {
        if (state == State.CALLING && !announced) {
            agent.tell(new SipEvent.DialogProgress(agent.id(), id, 180, "Ringing", Optional.empty(), List.of()));
        }
    }

    // ---- what the other side does

    /** The one called takes the call. */
    void answered() {
        if (state == State.CALLING && !announced) {
            state = State.ANSWERED;
            agent.tell(new SipEvent.DialogAnswered(agent.id(), id, Optional.of(Sdp.answer()), List.of()));
        }
    }

    void cancelled() {
        endIf(State.WAITING, new SipFailure(Originator.REMOTE, SipCause.CANCELED, 0, "CANCEL", List.of()));
    }

    void bye() {
        if (established() && !announced) {
            end(new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "BYE", List.of()));
        }
    }

    void offered(boolean without) {
        offers.received(without);
    }

    void told(String contentType, List<Header> headers) {
        if (confirmed()) {
            agent.tell(new SipEvent.DialogRequestReceived(agent.id(), id, "INFO", headers,
                    Optional.of(new SipBody(contentType, ""))));
        }
    }

    // ---- commands

    void ring() {
        // tells the caller only
    }

    void acknowledge() {
        if (state == State.ANSWERED) {
            state = State.CONFIRMED;
            agent.tell(new SipEvent.DialogConfirmed(agent.id(), id));
            if (world.manners().hangsUpAtOnce) {
                bye();
            }
        } else {
            offers.acknowledge();
        }
    }

    void accept() {
        if (state != State.WAITING) {
            return;
        }
        state = State.ACCEPTED;
        boolean silent = world.manners().invitations == Manners.SILENT;
        agent.overThisFlow(silent ? World.TRANSACTION : World.ROUND_TRIP, () -> {
            if (state != State.ACCEPTED) {
                return;
            }
            if (silent) {
                end(SipFailure.system(SipCause.REQUEST_TIMEOUT, "no ACK"));
                return;
            }
            state = State.CONFIRMED;
            if (announced) {
                close();
            } else {
                agent.tell(new SipEvent.DialogConfirmed(agent.id(), id,
                        lateOffer ? Optional.of(Sdp.answer()) : Optional.empty()));
            }
        });
    }

    void reject(int status) {
        endIf(State.WAITING, new SipFailure(Originator.LOCAL, SipCause.ofStatus(status), status, "Refused", List.of()));
    }

    void terminate(SipCause cause) {
        if (announced || state == State.OVER) {
            return;
        }
        if (state == State.ACCEPTED) {
            announce(SipFailure.local(cause));
        } else {
            end(SipFailure.local(cause));
        }
    }

    void offer(boolean byUpdate) {
        offers.offer(byUpdate);
    }

    void answerOffer() {
        offers.answer();
    }

    void refuseOffer() {
        offers.refuse();
    }

    void request(OutgoingRequest request) {
        if (state == State.OVER || state == State.CALLING) {
            agent.tell(new SipEvent.RequestFailed(agent.id(), request.id(), SipFailure.local(SipCause.DIALOG_ERROR)));
        } else {
            agent.request(request, () -> state != State.OVER);
        }
    }

    // ---- the transport

    void lost(SipFailure failure) {
        if (confirmed() && agent.recovers()) {
            offers.interrupted(failure);
        } else {
            end(failure);
        }
    }

    /** Nobody came back in time. */
    void abandon(SipFailure failure) {
        end(failure);
    }

    void rebind() {
        if (!confirmed()) {
            return;
        }
        if (world.manners().remembers) {
            offers.rebind();
        } else {
            agent.overThisFlow(World.ROUND_TRIP, () -> end(new SipFailure(Originator.SYSTEM, SipCause.CONNECTION_ERROR, 481,
                    "Call Does Not Exist", List.of())));
        }
    }

    // ---- the end

    private void endIf(State only, SipFailure failure) {
        if (state == only && !announced) {
            end(failure);
        }
    }

    void end(SipFailure failure) {
        announce(failure);
        close();
    }

    private void announce(SipFailure failure) {
        if (!announced) {
            announced = true;
            agent.tell(established()
                    ? new SipEvent.DialogEnded(agent.id(), id, failure)
                    : new SipEvent.DialogFailed(agent.id(), id, failure));
        }
    }

    private void close() {
        state = State.OVER;
        offers.close();
        agent.forget(this);
    }
}
