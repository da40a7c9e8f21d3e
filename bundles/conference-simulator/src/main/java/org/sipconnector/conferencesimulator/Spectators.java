/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.conferencesimulator.web.RefusedOffer;
import org.sipconnector.conferencesimulator.web.SpectatorOffer;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receiving connections of spectators ({@code docs/server-api.md}). On the simulator's executor only. */
final class Spectators {

    private static final Logger LOG = LoggerFactory.getLogger(Spectators.class);
    /** The stream clients look for the main picture in. */
    private static final String MAIN_STREAM = "default";
    private static final String VIDEO = "video";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Rooms rooms;
    private final Peers peers;
    private final ConferenceTokens tokens;
    private final Faults faults;
    private final MediaRouting routing;
    private final ParticipantMediaRegistry outlets;
    private final ContentCodec codec;
    private long count;

    Spectators(Rooms rooms, Peers peers, ConferenceTokens tokens, Faults faults, MediaRouting routing, ParticipantMediaRegistry outlets,
            ContentCodec codec) {
        this.rooms = rooms;
        this.peers = peers;
        this.tokens = tokens;
        this.faults = faults;
        this.routing = routing;
        this.outlets = outlets;
        this.codec = codec;
    }

    /** Gives the answer to a spectator's offer, or fails with {@link RefusedOffer}. */
    CompletableFuture<String> answer(SpectatorOffer offer) {
        Optional<Fault.HttpStatus> fault = faults.take(Fault.HttpStatus.class);
        if (fault.isPresent()) {
            return CompletableFuture.failedFuture(new RefusedOffer(fault.get().status(), "as told"));
        }
        Leg leg;
        try {
            leg = owner(offer);
        } catch (RefusedOffer refused) {
            LOG.info("spectator refused: {}: {}", Printable.line(String.valueOf(offer)), ErrorText.of(refused));
            return CompletableFuture.failedFuture(refused);
        }
        leg.quality = Optional.of(offer.quality());
        Optional<SpectatorLeg> known = leg.spectator.filter(one -> one.identity.equals(offer.identity()));
        if (known.isPresent()) {
            return answered(known.get(), offer, List.of());
        }
        close(leg);
        String name = leg.id + "-spectator" + ++count;
        PeerId peer = peers.name(name);
        SpectatorLeg spectator = new SpectatorLeg(peer, offer.identity(), outlets.make("simulator-" + name));
        leg.spectator = Optional.of(spectator);
        peers.open(peer);
        routing.arrange(leg.room);
        return answered(spectator, offer, lines(spectator));
    }

    /** The picture comes in the quality asked for, from the beginning or from now on. */
    private CompletableFuture<String> answered(SpectatorLeg spectator, SpectatorOffer offer, List<TransceiverSettings> lines) {
        return peers.answer(spectator.peer, offer.sdp(), lines).whenComplete((answer, failure) -> {
            if (failure == null) {
                peers.engine().setEncodings(spectator.peer, VIDEO, Quality.of(offer.quality()));
            }
        });
    }

    private Leg owner(SpectatorOffer offer) {
        if (offer.token().isEmpty()) {
            throw new RefusedOffer(UNAUTHORIZED, "a token is needed");
        }
        ConferenceTokens.Claim claim = tokens.verify(offer.token())
                .orElseThrow(() -> new RefusedOffer(UNAUTHORIZED, "the token is not valid"));
        Leg leg = rooms.find(claim.participant())
                .orElseThrow(() -> new RefusedOffer(NOT_FOUND, "its call has ended"));
        boolean permitted = claim.room().equals(offer.conference()) && leg.room.equals(offer.conference())
                && leg.role == ParticipantRole.SPECTATOR && leg.audioId.equals(Optional.of(offer.audioId()));
        if (!permitted) {
            throw new RefusedOffer(FORBIDDEN, "this is not what it was invited to watch");
        }
        return leg;
    }

    /** Main audio and video, then one line for each codec of presentations; only the codec in use sends. */
    private List<TransceiverSettings> lines(SpectatorLeg spectator) {
        List<TransceiverSettings> lines = new ArrayList<>();
        lines.add(spectator.outlet.audio("audio", MAIN_STREAM, Direction.SENDONLY));
        lines.add(spectator.outlet.video(VIDEO, MAIN_STREAM, Direction.SENDONLY));
        ContentCodec third = codec == ContentCodec.AV1 ? ContentCodec.AV1 : ContentCodec.VP9;
        for (ContentCodec one : List.of(ContentCodec.H264, ContentCodec.VP8, third)) {
            String name = "content_" + one.name().toLowerCase(Locale.ROOT);
            lines.add(spectator.outlet.content(name, name, one == codec ? Direction.SENDONLY : Direction.INACTIVE,
                    List.of("video/" + one)));
        }
        return lines;
    }

    /** The state of a spectator's connection changed; true when it was one. */
    boolean changed(PeerId peer, PeerState state) {
        for (Leg leg : rooms.legs()) {
            if (leg.spectator.filter(one -> one.peer.equals(peer)).isPresent()) {
                leg.spectator.get().state = state;
                if (state == PeerState.FAILED || state == PeerState.CLOSED) {
                    close(leg);
                }
                return true;
            }
        }
        return false;
    }

    void close(Leg leg) {
        leg.spectator.ifPresent(spectator -> {
            leg.spectator = Optional.empty();
            peers.close(spectator.peer);
            spectator.outlet.close();
        });
    }
}
