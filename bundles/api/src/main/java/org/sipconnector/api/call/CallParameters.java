/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.sip.Header;

/**
 * What a call is to be.
 *
 * @param number           whom to call: the user part of the address; ignored when answering
 * @param stream           what to send; absent for the connector's {@code CallDefaults}, without tracks for nothing
 * @param headers          extra headers of the INVITE or its answer, in order; they win over those the call adds itself
 * @param iceServers       STUN and TURN servers; absent for the connector's
 * @param directionAudio   direction of the audio line, absent for sendrecv
 * @param directionVideo   direction of the video line, absent for sendrecv
 * @param receiveAudio     whether an outgoing call asks for audio it has no track for
 * @param receiveVideo     whether an outgoing call asks for video it has no track for
 * @param media            how the tracks are sent
 * @param session          id of the client's session, sent as {@code X-Vinteo-Session}
 * @param presentationCall whether this call is made only to present, {@code X-Vinteo-Presentation-Call: yes}
 * @param muted            what is muted from the call's beginning
 */
public record CallParameters(String number, Optional<LocalStream> stream, List<Header> headers,
        Optional<List<IceServer>> iceServers, Optional<Direction> directionAudio, Optional<Direction> directionVideo,
        boolean receiveAudio, boolean receiveVideo, MediaPreferences media, Optional<String> session,
        boolean presentationCall, MutedMedia muted) {

    public CallParameters {
        headers = List.copyOf(headers);
        iceServers = iceServers.map(List::copyOf);
    }

    /** A call to this number with the connector's defaults. */
    public static CallParameters to(String number) {
        return new CallParameters(number, Optional.empty(), List.of(), Optional.empty(), Optional.empty(),
                Optional.empty(), true, true, MediaPreferences.STANDARD, Optional.empty(), false, MutedMedia.NONE);
    }

    /** Answering with the connector's defaults. */
    public static CallParameters answering() {
        return to("");
    }

    public CallParameters withStream(LocalStream other) {
        return new CallParameters(number, Optional.of(other), headers, iceServers, directionAudio, directionVideo,
                receiveAudio, receiveVideo, media, session, presentationCall, muted);
    }

    public CallParameters withHeaders(List<Header> other) {
        return new CallParameters(number, stream, other, iceServers, directionAudio, directionVideo, receiveAudio,
                receiveVideo, media, session, presentationCall, muted);
    }

    public CallParameters withIceServers(List<IceServer> other) {
        return new CallParameters(number, stream, headers, Optional.of(other), directionAudio, directionVideo,
                receiveAudio, receiveVideo, media, session, presentationCall, muted);
    }

    public CallParameters withDirections(Direction audio, Direction video) {
        return new CallParameters(number, stream, headers, iceServers, Optional.of(audio), Optional.of(video),
                receiveAudio, receiveVideo, media, session, presentationCall, muted);
    }

    public CallParameters withReceiving(boolean audio, boolean video) {
        return new CallParameters(number, stream, headers, iceServers, directionAudio, directionVideo, audio, video,
                media, session, presentationCall, muted);
    }

    public CallParameters withMedia(MediaPreferences other) {
        return new CallParameters(number, stream, headers, iceServers, directionAudio, directionVideo, receiveAudio,
                receiveVideo, other, session, presentationCall, muted);
    }

    public CallParameters withSession(String id) {
        return new CallParameters(number, stream, headers, iceServers, directionAudio, directionVideo, receiveAudio,
                receiveVideo, media, Optional.of(id), presentationCall, muted);
    }

    public CallParameters asPresentationCall() {
        return new CallParameters(number, stream, headers, iceServers, directionAudio, directionVideo, receiveAudio,
                receiveVideo, media, session, true, muted);
    }

    public CallParameters withMuted(MutedMedia other) {
        return new CallParameters(number, stream, headers, iceServers, directionAudio, directionVideo, receiveAudio,
                receiveVideo, media, session, presentationCall, other);
    }
}
