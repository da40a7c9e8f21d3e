/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.TransceiverSettings;

/** The commands that describe a peer connection, and what becomes of it where the library fails over a description. */
final class DescriptionCommands {

    private static final Set<String> FALLIBLE = Set.of("setRemote", "createAnswer", "rollback");
    private static final String NARROW = "the other side does not bundle media lines or RTCP as we do, so other transports are needed";

    private final PeerParts peer;
    private final PeerCommands commands;
    private final ConnectionOnDemand connection;
    private final Consumer<String> leave;

    /** @param leave has the connection made again, for that reason */
    DescriptionCommands(PeerParts peer, PeerCommands commands, ConnectionOnDemand connection, Consumer<String> leave) {
        this.peer = peer;
        this.commands = commands;
        this.connection = connection;
        this.leave = leave;
    }

    void createOffer(String request, boolean iceRestart) {
        commands.request("createOffer", request, () -> connection.negotiation().offer(request, iceRestart).thenAccept(this::left));
    }

    void createAnswer(String request) {
        commands.request("createAnswer", request, () -> connection.negotiation().answer(request).thenAccept(changes -> {
            left(changes);
            updateTracks(connection.negotiation());
        }));
    }

    void setRemote(String request, SdpType type, String sdp, List<TransceiverSettings> answering) {
        commands.request("setRemote", request, () -> {
            if (type == SdpType.OFFER) {
                connection.answer(sdp);
                peer.remaking().offered(connection.negotiation());
            }
            // opened before, so that a source that cannot be had leaves the connection as it was
            Map<String, Sending> prepared = connection.transceivers().prepare(answering);
            return CompletableFuture.completedFuture(null)
                    .thenCompose(now -> connection.negotiation().remote(type, sdp, answering)).thenAccept(changes -> {
                        left(changes);
                        changes.added().forEach(line -> answer(line, answering, prepared));
                        described(request, type);
                    }).whenComplete((done, failure) -> prepared.values().forEach(Sending::drop));
        });
    }

    private void answer(TransceiverLine line, List<TransceiverSettings> answering, Map<String, Sending> prepared) {
        answering.stream().filter(wanted -> wanted.name().equals(line.name())).findFirst()
                .ifPresent(wanted -> connection.transceivers().answer(line, wanted, prepared.remove(line.name())));
    }

    private void described(String request, SdpType type) {
        OfferAnswer negotiation = connection.negotiation();
        if (negotiation.isTooNarrow() && type == SdpType.OFFER) {
            spoil(negotiation, NARROW);
            leave.accept(NARROW);
            return;
        }
        updateTracks(negotiation);
        peer.events().tell(new MediaEvent.RemoteDescriptionSet(peer.id(), request, type));
        if (negotiation.isTooNarrow()) {
            leave.accept(NARROW);
        }
    }

    void rollback(String request) {
        commands.request("rollback", request, () -> connection.negotiation().rollback().thenAccept(changes -> {
            left(changes);
            peer.events().tell(new MediaEvent.RolledBack(peer.id(), request));
            if (connection.negotiation().keepsUndone()) {
                spoil(connection.negotiation(), "it was undone");
            }
        }));
    }

    /** A command has failed: looks whether it was over a description that the library keeps. Used on the sequence only. */
    void failed(PeerCommand command, String reason) {
        if (FALLIBLE.contains(command.name()) && !commands.areClosed()) {
            connection.present().map(ConnectionOnDemand.Open::negotiation).ifPresent(
                    negotiation -> commands.addOwn("look", () -> negotiation.spoiled().thenAccept(spoiled -> {
                        if (spoiled) {
                            spoil(negotiation, reason);
                        }
                    })));
        }
    }

    /** What a description brought over which the library failed is gone, and what it took is there again, on another connection. */
    private void spoil(OfferAnswer negotiation, String reason) {
        peer.remaking().spoil(reason, negotiation);
        negotiation.tentative().forEach(peer.remoteTracks()::remove);
        negotiation.restore();
        updateTracks(negotiation);
        peer.remaking().due().ifPresent(leave);
    }

    /** Lines that a description took away. */
    private void left(Lines.Changes changes) {
        changes.gone().forEach(line -> {
            peer.remoteTracks().remove(line);
            connection.transceivers().forget(line);
        });
    }

    private void updateTracks(OfferAnswer negotiation) {
        negotiation.remoteText().ifPresent(remote -> peer.remoteTracks().update(peer.lines().all(), remote));
    }
}
