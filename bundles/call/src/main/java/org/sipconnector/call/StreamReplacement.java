/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.call.SourceFailedException;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.call.Replacement.Change;
import org.sipconnector.kernel.Reply;
import org.sipconnector.spi.media.LineBlueprint;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.spi.media.MediaEvent.TrackReplaced;

/**
 * Sends other streams, one after another: each is done when the media engine sends it and, where lines changed, the other side
 * has agreed. What fails on the way leaves the call sending what it sent before.
 */
final class StreamReplacement {

    private static final Set<String> GIVING = Set.of("addTransceiver", "replaceTrack");

    private final CallContext context;
    private final Negotiations negotiations;
    private final LineChanges lines;

    StreamReplacement(CallContext context, Negotiations negotiations) {
        this.context = context;
        this.negotiations = negotiations;
        this.lines = new LineChanges(context);
        negotiations.watch(this::agreed, this::refused);
    }

    Reply<Boolean> replace(LocalStream wanted, ReplaceOptions options) {
        if (!context.call().state().active()) {
            throw new NoEstablishedCallException();
        }
        Reply<Boolean> reply = context.lane.reply();
        List<Replacement> all = new ArrayList<>(context.call().replacements());
        all.add(Replacement.of(reply.id(), wanted, options));
        context.change(call -> call.replacing(all));
        if (all.size() == 1) {
            begin();
        }
        return reply;
    }

    private void begin() {
        current().ifPresent(first -> {
            note(lines.make(first.wanted(), first.options()));
            goOn();
        });
    }

    /** The media engine sends a track. */
    void sent(TrackReplaced event) {
        if (answersAnUndoing(event.peer(), undone -> undone.equals(new Call.Undone(event.transceiver(), event.track())))) {
            return;
        }
        awaited(event.peer(), event.transceiver()).filter(change -> change.after(event.transceiver()).track().equals(event.track()))
                .ifPresent(change -> {
                    note(change.sent(event.transceiver()));
                    goOn();
                });
    }

    /** The media engine has left a line as it was. */
    void failed(PeerCommandFailed event) {
        if (GIVING.contains(event.command())
                && !answersAnUndoing(event.peer(), undone -> undone.line().equals(event.transceiver()))) {
            awaited(event.peer(), event.transceiver()).ifPresent(change -> {
                note(change.failed(event.transceiver(), event.reason()));
                goOn();
            });
        }
    }

    private boolean answersAnUndoing(PeerId peer, Predicate<Call.Undone> answered) {
        Optional<Call.Undone> first = context.call().undone().stream().filter(answered).findFirst().filter(any -> context.isMain(peer));
        first.ifPresent(undone -> {
            List<Call.Undone> others = new ArrayList<>(context.call().undone());
            others.remove(undone);
            context.change(call -> call.undone(others));
        });
        return first.isPresent();
    }

    /** The connection was made again after its engine was lost; what the lost one was asked for is asked once more. */
    void again(MediaEngineLost event) {
        if (context.isMain(event.peer())) {
            context.change(call -> call.undone(List.of()));
        }
        if (!context.isMain(event.peer()) || !context.call().state().active() || event.blueprint().isEmpty()) {
            return;
        }
        List<String> known = event.blueprint().stream().flatMap(blueprint -> blueprint.lines().stream())
                .map(LineBlueprint::settings).map(settings -> settings.name()).toList();
        change().ifPresent(change -> change.awaited().forEach(name -> ask(event.peer(), change.after(name), known.contains(name))));
    }

    private void ask(PeerId peer, CallSender line, boolean known) {
        if (known) {
            context.media.replaceTrack(peer, line.transceiver(), line.track());
        } else {
            Replacement current = current().orElseThrow();
            context.media.addTransceiver(peer, MediaLines.settings(line, current.wanted().id(), current.options().media()));
            context.silence(peer, List.of(line));
            Bitrates.keepLow(context, line);
        }
    }

    private void goOn() {
        Replacement current = current().orElseThrow();
        Change change = current.change().orElseThrow();
        if (!change.awaited().isEmpty()) {
            return;
        }
        if (!change.failed().isEmpty()) {
            LocalTrack track = change.after(change.failed().get(0)).track().orElseThrow();
            lines.undo(change);
            over();
            context.lane.reply(current.reply()).fail(new SourceFailedException(track.source(), change.reason()));
            begin();
        } else if (change.renegotiated()) {
            negotiations.offer(Optional.of(current.reply()), RenegotiationOptions.STANDARD);
        } else {
            over();
            context.lane.reply(current.reply()).complete(false);
            begin();
        }
    }

    private void agreed(Negotiation negotiation) {
        if (negotiates(negotiation)) {
            over();
            begin();
        }
    }

    private void refused(Negotiation negotiation, String reason) {
        if (negotiates(negotiation)) {
            change().ifPresent(lines::undo);
            over();
            begin();
        }
    }

    private boolean negotiates(Negotiation negotiation) {
        return negotiation.reply().isPresent() && negotiation.reply().equals(current().map(Replacement::reply));
    }

    private void over() {
        List<Replacement> all = context.call().replacements();
        context.change(call -> call.replacing(all.subList(1, all.size())));
    }

    private void note(Change change) {
        List<Replacement> all = new ArrayList<>(context.call().replacements());
        all.set(0, all.get(0).with(change));
        context.change(call -> call.replacing(all));
    }

    private Optional<Replacement> current() {
        return context.call().replacements().stream().findFirst();
    }

    private Optional<Change> change() {
        return current().flatMap(Replacement::change);
    }

    private Optional<Change> awaited(PeerId peer, String line) {
        return change().filter(change -> context.isMain(peer) && change.awaited().contains(line));
    }
}
