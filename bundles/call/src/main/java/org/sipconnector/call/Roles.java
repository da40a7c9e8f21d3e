/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.QualityResult;
import org.sipconnector.api.call.RecvQuality;
import org.sipconnector.api.call.RecvSessionException;
import org.sipconnector.call.RecvLeg.Requality;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the role: what a spectator sends, and the leg he receives on. */
final class Roles {

    private static final Logger LOG = LoggerFactory.getLogger(Roles.class);

    private final CallContext context;
    private final Bitrates bitrates;
    private final RecvLegs legs;
    private final RecvNegotiation negotiation;
    private final RemoteTracks tracks;

    Roles(CallContext context, Bitrates bitrates, RecvLegs legs, RecvNegotiation negotiation, RemoteTracks tracks) {
        this.context = context;
        this.bitrates = bitrates;
        this.legs = legs;
        this.negotiation = negotiation;
        this.tracks = tracks;
    }

    /** Takes a role; without a call there is none to take. */
    void set(CallRole role) {
        CallRole former = context.call().watching().role();
        if (context.leg().isEmpty() || role.equals(former)) {
            return;
        }
        LOG.info("{}: role {} after {}", context.lane.connector(), role.kind(), former.kind());
        context.change(call -> call.with(call.watching().with(role)));
        context.publish(new CallEvent.RoleChanged(former, role));
        if (former.watching() != role.watching()) {
            if (role.watching()) {
                bitrates.lower();
            } else {
                bitrates.restore();
            }
        }
        boolean sameLeg = former.receivesApart() && role.audioChannel().equals(former.audioChannel());
        if (former.receivesApart() && !role.receivesApart()) {
            context.change(call -> call.with(call.watching().deferring(false)));
            legs.stop(false);
            tracks.evaluate();
        } else if (role.receivesApart() && !sameLeg) {
            receive(legs.leg().map(RecvLeg::quality).orElse(RecvQuality.AUTO));
            tracks.evaluate();
        }
    }

    /** The room's token has come, or is another. */
    void inRoom() {
        if (context.call().watching().deferred()) {
            receive(RecvQuality.AUTO);
        }
    }

    /** The token is now for another conference. */
    void conferenceChanged(String conference) {
        legs.leg().filter(leg -> !leg.conference().equals(conference)).ifPresent(leg -> {
            legs.change(present -> present.inConference(conference));
            negotiation.negotiate(List.of());
        });
    }

    private void receive(RecvQuality quality) {
        if (open(quality, false, List.of(), Optional.empty())) {
            negotiation.negotiate(List.of());
        } else {
            LOG.debug("{}: the receive-only session waits for the room's token", context.lane.connector());
            context.change(call -> call.with(call.watching().deferring(true)));
        }
    }

    private boolean open(RecvQuality quality, boolean silent, List<ReplyId<Boolean>> starters, Optional<Requality> requality) {
        String channel = context.call().watching().role().audioChannel().orElseThrow();
        return legs.open(channel, quality, silent, starters, requality);
    }

    /** The client renegotiates as a spectator; false without a leg or the room's token. */
    Reply<Boolean> renegotiate() {
        Reply<Boolean> reply = context.lane.reply();
        if (legs.leg().isPresent() && legs.room().isPresent()) {
            negotiation.negotiate(List.of(reply.id()));
        } else {
            reply.complete(false);
        }
        return reply;
    }

    Reply<Boolean> restart() {
        Reply<Boolean> reply = context.lane.reply();
        Optional<RecvLeg> leg = watched();
        if (leg.isPresent() && open(leg.get().quality(), true, List.of(reply.id()), Optional.empty())) {
            negotiation.negotiate(List.of());
        } else {
            reply.complete(false);
        }
        return reply;
    }

    Reply<Boolean> setQuality(RecvQuality quality) {
        Reply<Boolean> reply = context.lane.reply();
        Optional<RecvLeg> leg = watched();
        if (leg.isEmpty() || leg.get().quality() == quality) {
            reply.complete(false);
            return reply;
        }
        Requality change = Requality.anew(reply.id(), leg.get().quality());
        if (leg.get().quality().effective() == quality.effective()) {
            legs.change(present -> present.with(quality, present.requality()));
            legs.changed(legs.leg().orElseThrow(), change);
        } else if (open(quality, true, List.of(), Optional.of(change))) {
            negotiation.negotiate(List.of());
        } else {
            reply.complete(false);
        }
        return reply;
    }

    Reply<QualityResult> applyQuality(RecvQuality quality) {
        Reply<QualityResult> reply = context.lane.reply();
        Optional<RecvLeg> leg = watched();
        if (leg.isEmpty() || !leg.get().negotiated() || leg.get().quality() == quality) {
            reply.complete(new QualityResult(false, leg.map(present -> present.quality().effective())));
            return reply;
        }
        Requality change = Requality.inPlace(reply.id(), leg.get().quality());
        if (leg.get().quality().effective() == quality.effective()) {
            legs.change(present -> present.with(quality, present.requality()));
            legs.changed(legs.leg().orElseThrow(), change);
        } else {
            leg.get().requality().ifPresent(former -> legs.fail(List.of(former.reply()), new RecvSessionException("canceled", true)));
            legs.change(present -> present.with(quality, Optional.of(change)));
            negotiation.negotiate(List.of());
        }
        return reply;
    }

    private Optional<RecvLeg> watched() {
        return context.call().watching().role().receivesApart() ? legs.leg() : Optional.empty();
    }
}
