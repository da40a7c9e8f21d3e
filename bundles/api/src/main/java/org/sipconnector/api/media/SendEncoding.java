/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

import java.util.List;
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

    /**
     * The encodings with each scaled down so that a track fits a largest size; without such a limit as they are. A scale of
     * 1 is said, since the sender may have another from the track before.
     *
     * @param track the track's size, absent when it is not known: then it counts as fitting
     */
    public static List<SendEncoding> fitting(List<SendEncoding> wanted, Optional<Size> track, Optional<Size> limit) {
        if (limit.isEmpty()) {
            return wanted;
        }
        double scale = track.map(size -> Math.max(1.0, Math.max((double) size.width() / limit.get().width(),
                (double) size.height() / limit.get().height()))).orElse(1.0);
        if (wanted.isEmpty()) {
            return List.of(STANDARD.withScaleResolutionDownBy(scale));
        }
        return wanted.stream().map(encoding -> encoding.withScaleResolutionDownBy(
                scale <= 1 ? 1 : Math.max(encoding.scaleResolutionDownBy().orElse(1), scale))).toList();
    }

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
