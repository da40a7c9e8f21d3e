/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;

/** What managers told the media foundation to do, in the words of its interface. */
public sealed interface RecordedMedia extends Command {

    record Open(ConnectorId owner, PeerId peer, PeerSettings settings) implements RecordedMedia {}

    record Reopen(ConnectorId owner, PeerId peer, PeerSettings settings, PeerConnectionState blueprint) implements RecordedMedia {}

    record AddTransceiver(PeerId peer, TransceiverSettings transceiver) implements RecordedMedia {}

    record ReplaceTrack(PeerId peer, String transceiver, Optional<LocalTrack> track) implements RecordedMedia {}

    record SetDirection(PeerId peer, String transceiver, Direction direction) implements RecordedMedia {}

    record SetMuted(PeerId peer, String transceiver, boolean muted) implements RecordedMedia {}

    record SetEncodings(PeerId peer, String transceiver, List<SendEncoding> encodings) implements RecordedMedia {}

    record SendKeyFrame(PeerId peer, String transceiver) implements RecordedMedia {}

    record SetCodecs(PeerId peer, String transceiver, List<String> preferred, List<String> excluded) implements RecordedMedia {}

    record StopTransceiver(PeerId peer, String transceiver) implements RecordedMedia {}

    record CreateOffer(PeerId peer, String request, boolean iceRestart) implements RecordedMedia {}

    record CreateAnswer(PeerId peer, String request) implements RecordedMedia {}

    record SetRemote(PeerId peer, String request, SdpType type, String sdp, List<TransceiverSettings> answering) implements RecordedMedia {}

    record Rollback(PeerId peer, String request) implements RecordedMedia {}

    record CollectStatistics(PeerId peer, String request) implements RecordedMedia {}

    record InsertTones(PeerId peer, String transceiver, String tones, Duration duration, Duration gap) implements RecordedMedia {}

    record AddSink(PeerId peer, String track, String sink) implements RecordedMedia {}

    record RemoveSink(PeerId peer, String track, String sink) implements RecordedMedia {}

    record Close(PeerId peer) implements RecordedMedia {}
}
