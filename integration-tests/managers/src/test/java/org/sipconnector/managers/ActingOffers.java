/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.sip.SipEvent;

/** Offers and answers inside an established session of the acting SIP foundation, both ways, with glare. */
final class ActingOffers {

    private final World world;
    private final ActingAgent agent;
    private final ActingDialog dialog;
    private Own own;
    private Runnable afterwards;
    private boolean theirs;
    /** Whether their offer under way leaves it to us to make one. */
    private boolean asked;

    /** Our offer under way. */
    private static final class Own {

        private final boolean silent;
        private final boolean byUpdate;
        private boolean answered;

        Own(boolean silent, boolean byUpdate) {
            this.silent = silent;
            this.byUpdate = byUpdate;
        }
    }

    ActingOffers(World world, ActingAgent agent, ActingDialog dialog) {
        this.world = world;
        this.agent = agent;
        this.dialog = dialog;
    }

    void offer(boolean byUpdate) {
        if (own != null && own.silent && afterwards == null) {
            afterwards = () -> offer(byUpdate);
            return;
        }
        if (own != null) {
            world.manners().faults.add("a second offer was sent in " + dialog.id() + " while one is pending");
        }
        if (!dialog.confirmed() || own != null || theirs) {
            agent.tell(new SipEvent.ReinviteFailed(agent.id(), dialog.id(), new SipFailure(Originator.LOCAL,
                    SipCause.DIALOG_ERROR, 0, "another offer is pending", List.of())));
            return;
        }
        own = new Own(false, byUpdate);
        send(own);
    }

    private void send(Own sent) {
        if (!agent.connected()) {
            failed(sent, SipFailure.system(SipCause.CONNECTION_ERROR, "not connected"));
            return;
        }
        int status = world.manners().offers;
        agent.overThisFlow(status == Manners.SILENT ? World.TRANSACTION : World.ROUND_TRIP, () -> {
            if (own != sent) {
                return;
            }
            if (status == Manners.SILENT) {
                failed(sent, SipFailure.system(SipCause.REQUEST_TIMEOUT, "no answer"));
            } else if (status != Manners.OBLIGING) {
                failed(sent, SipFailure.response(status, "Refused", List.of()));
            } else {
                answered(sent);
            }
        });
    }

    private void answered(Own sent) {
        sent.answered = !sent.byUpdate;
        if (sent.byUpdate) {
            own = null;
        }
        if (sent.silent) {
            free();
        } else {
            agent.tell(new SipEvent.ReinviteAnswered(agent.id(), dialog.id(), Optional.of(Sdp.answer())));
        }
    }

    private void failed(Own sent, SipFailure failure) {
        if (sent.silent) {
            free();
            return;
        }
        own = null;
        agent.tell(new SipEvent.ReinviteFailed(agent.id(), dialog.id(), failure));
    }

    private void free() {
        own = null;
        Runnable next = afterwards;
        afterwards = null;
        if (next != null) {
            next.run();
        }
    }

    void rebind() {
        if (own == null && !theirs) {
            own = new Own(true, false);
            Own sent = own;
            agent.overThisFlow(World.ROUND_TRIP, () -> {
                if (own == sent) {
                    free();
                }
            });
        }
    }

    void acknowledge() {
        if (own != null && own.answered) {
            free();
        }
    }

    void received(boolean without) {
        if (own != null || !dialog.confirmed() || theirs) {
            return;
        }
        theirs = true;
        asked = without;
        agent.tell(new SipEvent.ReinviteReceived(agent.id(), dialog.id(),
                without ? Optional.empty() : Optional.of(Sdp.offer()), List.of(new Header("CSeq", "2 INVITE"))));
    }

    void answer() {
        if (!theirs) {
            return;
        }
        theirs = false;
    }

    void refuse() {
        theirs = false;
    }

    void interrupted(SipFailure failure) {
        if (theirs && asked) {
            agent.tell(new SipEvent.ReinviteAnswered(agent.id(), dialog.id(), Optional.empty()));
        }
        theirs = false;
        if (own != null && own.answered) {
            return;
        }
        if (own != null) {
            failed(own, failure);
        }
    }

    void close() {
        own = null;
        afterwards = null;
        theirs = false;
    }
}
