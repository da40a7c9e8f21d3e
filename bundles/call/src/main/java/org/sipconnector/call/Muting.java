/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedByServerException;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.sip.Header;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends silence or black in place of the call's own stream, as this side or the conference wants it, and tells the conference.
 * Who muted here is heard by nobody until it is unmuted here: the conference can only mute more, and undo what it muted itself.
 */
final class Muting {

    private static final Logger LOG = LoggerFactory.getLogger(Muting.class);

    private final CallContext context;

    private record MediaStateTold() implements Step<Void> {}

    /** Who was told to be muted is it after a crash, too. */
    private record MutedStored(ReplyId<MutedMedia> reply, MutedMedia now) implements Step<Void> {}

    Muting(CallContext context) {
        this.context = context;
        context.lane.onOutcome(MediaStateTold.class, (step, outcome) -> told(outcome));
        context.lane.onOutcome(MutedStored.class, (stored, outcome) -> context.lane.reply(stored.reply()).complete(stored.now()));
    }

    Reply<MutedMedia> mute(Collection<MediaKind> kinds) {
        mustBeCall();
        MutedMedia now = context.call().muted();
        for (MediaKind kind : kinds) {
            now = now.andHere(kind);
        }
        return done(now, "");
    }

    Reply<MutedMedia> unmute(Collection<MediaKind> kinds) {
        mustBeCall();
        MutedMedia now = context.call().muted();
        for (MediaKind kind : kinds) {
            if (now.byOrder().contains(kind)) {
                throw new MutedByServerException(kind);
            }
            now = now.notHere(kind);
        }
        return done(now, "");
    }

    /** The conference wants a device off. */
    void stop(MediaKind kind, boolean order) {
        if (context.leg().isPresent()) {
            become(context.call().muted().andByServer(kind, order), order ? ", by order of the conference" : ", as the conference asked");
            tell();
        }
    }

    /** The conference wants a device on: it is, unless it was turned off here, or there is none. */
    void start(MediaKind kind) {
        if (context.leg().isEmpty()) {
            return;
        }
        become(context.call().muted().notByServer(kind), ", by the conference");
        if (sends(kind)) {
            tell();
        } else {
            server().ifPresent(server -> context.lane.expect(server.sendRefusalToTurnOn(
                    kind == MediaKind.AUDIO ? MediaDevice.MICROPHONE : MediaDevice.CAMERA), new MediaStateTold()));
        }
    }

    /** The INVITE told what was so at its time, and an answer tells nothing. */
    void confirmed() {
        if (!context.call().muted().equals(MutedMedia.NONE) || off("X-Vinteo-Mic-State", MediaKind.AUDIO)
                || off("X-Vinteo-MainCam-State", MediaKind.VIDEO)) {
            tell();
        }
    }

    private boolean off(String header, MediaKind kind) {
        return sends(kind) && Header.find(context.leg().orElseThrow().request().headers(), header).filter("0"::equals).isPresent();
    }

    private void told(Outcome<Void> outcome) {
        if (!outcome.succeeded()) {
            LOG.debug("{}: the other side does not want to know what is muted: {}", context.lane.connector(), outcome.error().toString());
        }
    }

    private void mustBeCall() {
        if (context.leg().isEmpty() || context.call().state() == CallState.DISCONNECTING) {
            throw new NoEstablishedCallException();
        }
    }

    private Reply<MutedMedia> done(MutedMedia now, String who) {
        Reply<MutedMedia> reply = context.lane.reply();
        if (become(now, who)) {
            tell();
        }
        context.lane.expect(context.lane.stored(), new MutedStored(reply.id(), now));
        return reply;
    }

    /** Whether that changes anything. */
    private boolean become(MutedMedia now, String who) {
        MutedMedia before = context.call().muted();
        if (now.equals(before)) {
            return false;
        }
        context.change(call -> call.with(now));
        List<MediaKind> changed = List.of(MediaKind.values()).stream().filter(kind -> now.has(kind) != before.has(kind)).toList();
        context.leg().ifPresent(leg -> leg.senders().stream().filter(line -> changed.contains(line.kind()))
                .forEach(line -> context.media.setMuted(leg.peer(), line.transceiver(), now.has(line.kind()))));
        for (MediaKind kind : changed) {
            LOG.info("{}: {} {}{}", context.lane.connector(), kind == MediaKind.AUDIO ? "microphone" : "camera",
                    now.has(kind) ? "muted" : "unmuted", who);
        }
        boolean more = count(now) > count(before) || changed.stream().anyMatch(now::has);
        context.publish(more ? new CallEvent.Muted(now) : new CallEvent.Unmuted(now));
        return true;
    }

    private static int count(MutedMedia muted) {
        return muted.here().size() + muted.byRequest().size() + muted.byOrder().size();
    }

    private void tell() {
        server().ifPresent(server -> context.lane.expect(
                server.sendMediaState(new MediaState(sends(MediaKind.VIDEO), sends(MediaKind.AUDIO))), new MediaStateTold()));
    }

    private Optional<ServerApiManager> server() {
        return context.call().state().active() && context.lane.has(ServerApiManager.class)
                ? Optional.of(context.lane.manager(ServerApiManager.class))
                : Optional.empty();
    }

    private boolean sends(MediaKind kind) {
        return !context.call().muted().has(kind) && context.leg().stream().flatMap(leg -> leg.senders().stream())
                .anyMatch(line -> line.kind() == kind && line.track().isPresent());
    }
}
