/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.TransceiverSettings;

/** Commands of a connection, which the engine works off that has it. */
abstract class ForwardedCommands implements MediaEngine {

    /** @param command for the engine that has the connection; dropped when none has */
    abstract void at(PeerId peer, Consumer<MediaEngine> command);

    @Override
    public void addTransceiver(PeerId peer, TransceiverSettings transceiver) {
        at(peer, its -> its.addTransceiver(peer, transceiver));
    }

    @Override
    public void replaceTrack(PeerId peer, String transceiver, Optional<LocalTrack> track) {
        at(peer, its -> its.replaceTrack(peer, transceiver, track));
    }

    @Override
    public void setDirection(PeerId peer, String transceiver, Direction direction) {
        at(peer, its -> its.setDirection(peer, transceiver, direction));
    }

    @Override
    public void setMuted(PeerId peer, String transceiver, boolean muted) {
        at(peer, its -> its.setMuted(peer, transceiver, muted));
    }

    @Override
    public void setEncodings(PeerId peer, String transceiver, List<SendEncoding> encodings) {
        at(peer, its -> its.setEncodings(peer, transceiver, encodings));
    }

    @Override
    public void sendKeyFrame(PeerId peer, String transceiver) {
        at(peer, its -> its.sendKeyFrame(peer, transceiver));
    }

    @Override
    public void setCodecs(PeerId peer, String transceiver, List<String> preferred, List<String> excluded) {
        at(peer, its -> its.setCodecs(peer, transceiver, preferred, excluded));
    }

    @Override
    public void stopTransceiver(PeerId peer, String transceiver) {
        at(peer, its -> its.stopTransceiver(peer, transceiver));
    }

    @Override
    public void createOffer(PeerId peer, String request, boolean iceRestart) {
        at(peer, its -> its.createOffer(peer, request, iceRestart));
    }

    @Override
    public void createAnswer(PeerId peer, String request) {
        at(peer, its -> its.createAnswer(peer, request));
    }

    @Override
    public void setRemote(PeerId peer, String request, SdpType type, String sdp, List<TransceiverSettings> answering) {
        at(peer, its -> its.setRemote(peer, request, type, sdp, answering));
    }

    @Override
    public void rollback(PeerId peer, String request) {
        at(peer, its -> its.rollback(peer, request));
    }

    @Override
    public void collectStatistics(PeerId peer, String request) {
        at(peer, its -> its.collectStatistics(peer, request));
    }

    @Override
    public void insertTones(PeerId peer, String transceiver, String tones, Duration duration, Duration gap) {
        at(peer, its -> its.insertTones(peer, transceiver, tones, duration, gap));
    }

    @Override
    public void addSink(PeerId peer, String track, String sink) {
        at(peer, its -> its.addSink(peer, track, sink));
    }

    @Override
    public void removeSink(PeerId peer, String track, String sink) {
        at(peer, its -> its.removeSink(peer, track, sink));
    }

    @Override
    public void close(PeerId peer) {
        at(peer, its -> its.close(peer));
    }
}
