/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCRtpCodecCapability;
import dev.onvoid.webrtc.media.MediaType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.media.sdp.KnownFormats;

/** The codecs the library can both send and receive, and the choice among them. */
final class CodecChoice {

    private final List<RTCRtpCodecCapability> usable;

    private CodecChoice(List<RTCRtpCodecCapability> usable) {
        this.usable = usable;
    }

    static CodecChoice of(PeerConnectionFactory factory, MediaKind kind) {
        MediaType type = kind == MediaKind.AUDIO ? MediaType.AUDIO : MediaType.VIDEO;
        List<RTCRtpCodecCapability> sendable = factory.getRtpSenderCapabilities(type).getCodecs();
        return new CodecChoice(factory.getRtpReceiverCapabilities(type).getCodecs().stream()
                .filter(codec -> sendable.stream().anyMatch(other -> same(codec, other))).toList());
    }

    /** All that can be sent or received. */
    static KnownFormats formats(PeerConnectionFactory factory) {
        Map<KnownFormats.Format, String> formats = new HashMap<>();
        for (MediaType type : List.of(MediaType.AUDIO, MediaType.VIDEO)) {
            MediaKind kind = type == MediaType.AUDIO ? MediaKind.AUDIO : MediaKind.VIDEO;
            Stream.of(factory.getRtpSenderCapabilities(type), factory.getRtpReceiverCapabilities(type))
                    .flatMap(capabilities -> capabilities.getCodecs().stream())
                    .forEach(codec -> formats.put(KnownFormats.Format.of(kind, codec.getName(), codec.getClockRate(), channels(codec)),
                            codec.getName()));
        }
        return new KnownFormats(formats);
    }

    /** Without the excluded, the preferred first in their order, the others as they were. */
    List<RTCRtpCodecCapability> choose(List<String> preferred, List<String> excluded) {
        return usable.stream()
                .filter(codec -> excluded.stream().noneMatch(codec.getMimeType()::equalsIgnoreCase))
                .sorted(Comparator.comparingInt(codec -> rank(codec, preferred))).toList();
    }

    private static int rank(RTCRtpCodecCapability codec, List<String> preferred) {
        for (int i = 0; i < preferred.size(); i++) {
            if (codec.getMimeType().equalsIgnoreCase(preferred.get(i))) {
                return i;
            }
        }
        return preferred.size();
    }

    private static boolean same(RTCRtpCodecCapability one, RTCRtpCodecCapability other) {
        return one.getMimeType().equals(other.getMimeType()) && one.getClockRate() == other.getClockRate()
                && channels(one) == channels(other) && Objects.equals(one.getSDPFmtp(), other.getSDPFmtp());
    }

    /** The library has no channels for video, and fails when asked. */
    private static int channels(RTCRtpCodecCapability codec) {
        return codec.getMediaType() == MediaType.AUDIO ? codec.getChannels() : 0;
    }
}
