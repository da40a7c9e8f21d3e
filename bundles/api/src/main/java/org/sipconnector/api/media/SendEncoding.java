package org.sipconnector.api.media;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a sender encodes (the part of WebRTC {@code RTCRtpEncodingParameters} the engine can honour).
 *
 * @param active                whether it sends at all
 * @param maxBitrate            bits per second
 * @param maxFramerate          frames per second, kept by pacing the source
 * @param scaleResolutionDownBy 1 or more
 */
public record SendEncoding(boolean active, OptionalInt maxBitrate, OptionalDouble maxFramerate,
        OptionalDouble scaleResolutionDownBy) {

    public static final SendEncoding STANDARD =
            new SendEncoding(true, OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    public SendEncoding withMaxBitrate(int bitsPerSecond) {
        return new SendEncoding(active, OptionalInt.of(bitsPerSecond), maxFramerate, scaleResolutionDownBy);
    }

    public SendEncoding withScaleResolutionDownBy(double factor) {
        return new SendEncoding(active, maxBitrate, maxFramerate, OptionalDouble.of(factor));
    }

    public SendEncoding withActive(boolean nowActive) {
        return new SendEncoding(nowActive, maxBitrate, maxFramerate, scaleResolutionDownBy);
    }
}
