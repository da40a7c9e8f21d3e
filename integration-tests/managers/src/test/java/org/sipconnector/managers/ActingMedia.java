/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;

/**
 * The media foundation in virtual time. Commands are done in order, a moment after they were given; those for connections
 * that are gone are ignored, as the real one does.
 */
final class ActingMedia implements MediaEngine {

    private final World world;
    private final Map<PeerId, ActingPeer> peers = new LinkedHashMap<>();
    private final Set<PeerId> lost = new HashSet<>();

    ActingMedia(World world) {
        this.world = world;
    }

    List<ActingPeer> peers() {
        return List.copyOf(peers.values());
    }

    /** The engine dies with all its connections. */
    void die(boolean blueprints) {
        die(blueprints, "the helper process ended");
    }

    void die(boolean blueprints, String reason) {
        peers().forEach(peer -> {
            peers.remove(peer.id());
            lost.add(peer.id());
            world.tell(new MediaEvent.MediaEngineLost(peer.id(), reason,
                    blueprints ? peer.blueprint() : Optional.empty()));
        });
    }

    @Override
    public MediaHealth health() {
        return world.manners().engine
                ? new MediaHealth(MediaHealth.State.READY, "")
                : new MediaHealth(MediaHealth.State.UNAVAILABLE, "the native library is missing");
    }

    @Override
    public void open(ConnectorId owner, PeerId peer, PeerSettings settings) {
        peers.put(peer, new ActingPeer(world, peer));
    }

    @Override
    public void reopen(ConnectorId owner, PeerId peer, PeerSettings settings, PeerConnectionState blueprint) {
        if (!world.manners().engine) {
            world.after(World.LOOP, () -> world.tell(new MediaEvent.MediaEngineLost(peer, "there is no engine")));
            return;
        }
        ActingPeer again = new ActingPeer(world, peer);
        again.resume(blueprint);
        peers.put(peer, again);
    }

    @Override
    public void retain(ConnectorId owner, List<Known> known) {
        world.after(World.LOOP, () -> {
            peers.keySet().retainAll(known.stream().map(Known::peer).toList());
            known.stream().filter(its -> !peers.containsKey(its.peer()) && !lost.contains(its.peer()))
                    .forEach(its -> world.tell(new MediaEvent.MediaEngineLost(its.peer(), "the connector was restarted", its.reopening())));
        });
    }

    @Override
    public void addTransceiver(PeerId peer, TransceiverSettings transceiver) {
        on(peer, one -> one.add(transceiver));
    }

    @Override
    public void replaceTrack(PeerId peer, String transceiver, Optional<LocalTrack> track) {
        on(peer, one -> one.replace(transceiver, track));
    }

    @Override
    public void setDirection(PeerId peer, String transceiver, Direction direction) {
        on(peer, one -> one.line("setDirection", transceiver));
    }

    @Override
    public void setMuted(PeerId peer, String transceiver, boolean muted) {
        on(peer, one -> one.line("setMuted", transceiver));
    }

    @Override
    public void setEncodings(PeerId peer, String transceiver, List<SendEncoding> encodings) {
        on(peer, one -> one.line("setEncodings", transceiver));
    }

    @Override
    public void sendKeyFrame(PeerId peer, String transceiver) {
        on(peer, one -> one.line("sendKeyFrame", transceiver));
    }

    @Override
    public void setCodecs(PeerId peer, String transceiver, List<String> preferred, List<String> excluded) {
        on(peer, one -> one.line("setCodecs", transceiver));
    }

    @Override
    public void stopTransceiver(PeerId peer, String transceiver) {
        on(peer, one -> one.line("stopTransceiver", transceiver));
    }

    @Override
    public void createOffer(PeerId peer, String request, boolean iceRestart) {
        on(peer, one -> one.createOffer(request));
    }

    @Override
    public void createAnswer(PeerId peer, String request) {
        on(peer, one -> one.createAnswer(request));
    }

    @Override
    public void setRemote(PeerId peer, String request, SdpType type, String sdp, List<TransceiverSettings> answering) {
        on(peer, one -> one.setRemote(request, type, answering));
    }

    @Override
    public void rollback(PeerId peer, String request) {
        on(peer, one -> one.rollback(request));
    }

    @Override
    public void collectStatistics(PeerId peer, String request) {
        on(peer, one -> one.tell(new MediaEvent.StatisticsCollected(peer, request, one.statistics())));
    }

    @Override
    public void insertTones(PeerId peer, String transceiver, String tones, Duration duration, Duration gap) {
        on(peer, one -> one.tell(new MediaEvent.TonePlayed(peer, transceiver, "")));
    }

    @Override
    public void addSink(PeerId peer, String track, String sink) {
        on(peer, one -> one.line("addSink", track));
    }

    @Override
    public void removeSink(PeerId peer, String track, String sink) {
        on(peer, one -> one.tell(new MediaEvent.SinkRemoved(peer, track, sink, "")));
    }

    @Override
    public void close(PeerId peer) {
        on(peer, one -> {
            one.tell(new MediaEvent.PeerClosed(peer));
            peers.remove(peer, one);
        });
    }

    private void on(PeerId peer, Consumer<ActingPeer> command) {
        ActingPeer now = peers.get(peer);
        if (now != null) {
            world.after(World.LOOP, () -> {
                if (peers.get(peer) == now) {
                    command.accept(now);
                }
            });
        }
    }

    @Override
    public Optional<MediaFlow> flow(PeerId peer) {
        return Optional.empty();
    }

    @Override
    public MediaStatistics statistics() {
        return new MediaStatistics(peers.size(), 0, 0, 0, 0, 0);
    }

    @Override
    public void attach(ConnectorId owner, EventSink sink) {}

    @Override
    public void detach(ConnectorId owner) {}

    @Override
    public void release(ConnectorId owner) {}
}
