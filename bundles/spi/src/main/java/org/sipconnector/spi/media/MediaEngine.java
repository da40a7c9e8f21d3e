/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.spi.foundation.Foundation;

/**
 * The media foundation: peer connections with their transceivers, sources and sinks. Every command returns at once and
 * is worked off in order per peer connection; what comes of it is a {@link MediaEvent} at the owner's sink. A command
 * that fails gives PeerCommandFailed and changes nothing. May be called from any thread.
 */
@ProviderType
public interface MediaEngine extends Foundation {

    /** Whether media can be had, and if not why and what to do. Never blocks. */
    MediaHealth health();

    void open(ConnectorId owner, PeerId peer, PeerSettings settings);

    /**
     * Makes a connection again that was lost with its engine: under the same id, with the same media lines, sources and
     * services as sinks, as if the last exchange had been made with this one. Nothing is told of all that, and no media
     * flows before the next offer and answer, which exchange new ICE and DTLS credentials. When it cannot be done it is
     * MediaEngineLost once more.
     *
     * @param blueprint from {@link MediaEvent.MediaEngineLost}
     */
    void reopen(ConnectorId owner, PeerId peer, PeerSettings settings, PeerConnectionState blueprint);

    /**
     * What the owner knows of, when it goes on in another process: its other peer connections are closed. Of one that is not there, and
     * whose loss it does not hear otherwise, it hears MediaEngineLost.
     */
    void retain(ConnectorId owner, List<Known> peers);

    /**
     * A peer connection that its owner knows of.
     *
     * @param reopening what the owner wanted it made again from, as long as it had not heard that this was begun; the wish may have been
     *                  lost with the process, and comes back with the loss
     */
    record Known(PeerId peer, Optional<PeerConnectionState> reopening) {}

    /** Adds a media line; it appears in the next offer, after the existing ones. */
    void addTransceiver(PeerId peer, TransceiverSettings transceiver);

    /** Gives a named transceiver another track, or none, without renegotiation. */
    void replaceTrack(PeerId peer, String transceiver, Optional<LocalTrack> track);

    /** Sets what a named transceiver wants to do; takes effect with the next negotiation. */
    void setDirection(PeerId peer, String transceiver, Direction direction);

    /**
     * Has a named transceiver send silence or black pictures in place of its track, or the track again; at once, without
     * renegotiation, and whatever track it is given meanwhile. The source goes on being read. A connection that is made again
     * after its engine was lost must be told anew.
     */
    void setMuted(PeerId peer, String transceiver, boolean muted);

    /** Changes how a named transceiver's sender encodes, at once and without renegotiation. */
    void setEncodings(PeerId peer, String transceiver, List<SendEncoding> encodings);

    /**
     * Has a named transceiver's sender begin anew with a picture that needs no former one, as after a picture loss
     * indication; more than two a second are one. A line that sends no picture stays as it is.
     */
    void sendKeyFrame(PeerId peer, String transceiver);

    /**
     * Chooses among the codecs of a named transceiver, from the next negotiation on, also when answering.
     *
     * @param preferred mime types such as {@code video/VP9}, best first; the others follow in the engine's order
     * @param excluded  mime types not to use
     */
    void setCodecs(PeerId peer, String transceiver, List<String> preferred, List<String> excluded);

    /** Stops a named transceiver for good; its line is rejected in the next negotiation. */
    void stopTransceiver(PeerId peer, String transceiver);

    /** Makes an offer, sets it locally and gathers: LocalDescription with this request id. */
    void createOffer(PeerId peer, String request, boolean iceRestart);

    /** Makes an answer to the remote offer, sets it locally and gathers: LocalDescription with this request id. */
    void createAnswer(PeerId peer, String request);

    /**
     * Sets the remote description: RemoteDescriptionSet with this request id. When it is an offer, lines without a
     * transceiver get one, receive-only until a track is given: named {@code answering} in order for lines of that kind,
     * or {@code remote-MID}.
     *
     * @param answering what to send on the offer's lines, matched by kind in order; extra entries stay unused
     */
    void setRemote(PeerId peer, String request, SdpType type, String sdp, List<TransceiverSettings> answering);

    /** Undoes a local offer that will get no answer. */
    void rollback(PeerId peer, String request);

    /** Reads the statistics: StatisticsCollected with this request id. */
    void collectStatistics(PeerId peer, String request);

    /**
     * Plays telephone keys in the audio that a named transceiver sends (RFC 4733): TonePlayed for each.
     *
     * @param tones 0 to 9, A to D, #, * and comma for a pause of two seconds
     */
    void insertTones(PeerId peer, String transceiver, String tones, Duration duration, Duration gap);

    /**
     * Gives what a remote track brings to one more sink until it is removed, the track ends or the connection closes.
     *
     * @param track the remote track's {@link RemoteTrack#transceiver() transceiver}
     * @param sink  {@code file:/path.wav}, {@code file:/path.y4m}, or {@code service:NAME} of a registered sink
     */
    void addSink(PeerId peer, String track, String sink);

    /** Takes the sink away again; files are complete when SinkRemoved comes. */
    void removeSink(PeerId peer, String track, String sink);

    /** Closes and frees the connection: PeerClosed, always, and nothing after it. One that was lost has nothing to close. */
    void close(PeerId peer);

    /** What passed through the connection so far; empty when there is none of this id. Never blocks. */
    Optional<MediaFlow> flow(PeerId peer);

    /** Counters of the engine. */
    MediaStatistics statistics();
}
