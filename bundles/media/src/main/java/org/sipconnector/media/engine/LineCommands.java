/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.media.sdp.CodecOrder;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.TransceiverSettings;

/** The commands for single lines of a peer connection, and for what they bring. May be given on any thread. */
final class LineCommands {

    private final PeerParts peer;
    private final Lines lines;
    private final PeerCommands commands;
    private final ConnectionOnDemand connection;

    LineCommands(PeerParts peer, PeerCommands commands, ConnectionOnDemand connection) {
        this.peer = peer;
        this.commands = commands;
        this.connection = connection;
        lines = peer.lines();
    }

    void addTransceiver(TransceiverSettings wanted) {
        commands.onLine("addTransceiver", wanted.name(), () -> {
            connection.transceivers().add(wanted);
            wanted.track().ifPresent(track -> replaced(wanted.name(), wanted.track()));
        });
    }

    void replaceTrack(String transceiver, Optional<LocalTrack> track) {
        commands.onLine("replaceTrack", transceiver, () -> {
            connection.transceivers().replace(transceiver, track);
            replaced(transceiver, track);
        });
    }

    private void replaced(String transceiver, Optional<LocalTrack> track) {
        peer.events().tell(new MediaEvent.TrackReplaced(peer.id(), transceiver, track));
    }

    /** Keeps the track but stops its source. */
    void hush(String transceiver) {
        commands.onLine("hush", transceiver, () -> lines.get(transceiver).sending().ifPresent(Sending::stop));
    }

    void setDirection(String transceiver, Direction direction) {
        commands.onLine("setDirection", transceiver, () -> lines.get(transceiver).direct(direction));
    }

    void setMuted(String transceiver, boolean muted) {
        commands.onLine("setMuted", transceiver, () -> lines.get(transceiver).mute(muted));
    }

    void setEncodings(String transceiver, List<SendEncoding> encodings) {
        commands.onLine("setEncodings", transceiver, () -> lines.get(transceiver).encode(encodings));
    }

    void sendKeyFrame(String transceiver) {
        commands.onLine("sendKeyFrame", transceiver, () -> giveKeyFrame(lines.get(transceiver)));
    }

    private void giveKeyFrame(TransceiverLine line) {
        line.sendKeyFrame(System.nanoTime()).ifPresent(left -> commands.after(left, () -> {
            if (lines.all().contains(line)) {
                commands.onLine("sendKeyFrame", line.name(), () -> giveKeyFrame(line));
            }
        }));
    }

    void setCodecs(String transceiver, List<String> preferred, List<String> excluded) {
        commands.onLine("setCodecs", transceiver,
                () -> connection.transceivers().choose(lines.get(transceiver), new CodecOrder(preferred, excluded)));
    }

    void stopTransceiver(String transceiver) {
        commands.onLine("stopTransceiver", transceiver, () -> {
            peer.remaking().stopped(transceiver);
            TransceiverLine line = lines.get(transceiver);
            peer.remoteTracks().remove(line);
            connection.transceivers().stop(line);
        });
    }

    void insertTones(String transceiver, String tones, Duration duration, Duration gap) {
        commands.onLine("insertTones", transceiver, () -> TonePlayer.play(lines.get(transceiver), tones, duration, gap,
                commands.sequence(), tone -> peer.events().tell(new MediaEvent.TonePlayed(peer.id(), transceiver, tone))));
    }

    void addSink(String track, String sink) {
        commands.onLine("addSink", track, () -> peer.remoteTracks().addSink(lines.get(track), sink));
    }

    void removeSink(String track, String sink) {
        commands.onLine("removeSink", track, () -> peer.remoteTracks().removeSink(lines.get(track), sink));
    }
}
