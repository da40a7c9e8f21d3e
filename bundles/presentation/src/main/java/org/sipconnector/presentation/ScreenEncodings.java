package org.sipconnector.presentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;

/** How a presentation is encoded: within the largest size allowed and within its bitrate. */
final class ScreenEncodings {

    private static final Pattern SIZE_IN_SOURCE = Pattern.compile(":(\\d{1,5})x(\\d{1,5})(?:@|$)");

    private ScreenEncodings() {}

    /**
     * The encodings with each scaled down so that the track fits; without a limit as they are. A scale of 1 is said, since
     * the sender may have another from the track before.
     */
    static List<SendEncoding> fitting(List<SendEncoding> wanted, Optional<Size> track, Optional<Size> limit) {
        if (limit.isEmpty()) {
            return wanted;
        }
        double scale = track.map(size -> Math.max(1.0, Math.max((double) size.width() / limit.get().width(),
                (double) size.height() / limit.get().height()))).orElse(1.0);
        if (wanted.isEmpty()) {
            return List.of(SendEncoding.STANDARD.withScaleResolutionDownBy(scale));
        }
        return wanted.stream().map(encoding -> encoding.withScaleResolutionDownBy(
                scale <= 1 ? 1 : Math.max(encoding.scaleResolutionDownBy().orElse(1), scale))).toList();
    }

    /** The same with the first encoding limited to this bitrate. */
    static List<SendEncoding> limited(List<SendEncoding> encodings, int bitsPerSecond) {
        List<SendEncoding> limited = new ArrayList<>(encodings.isEmpty() ? List.of(SendEncoding.STANDARD) : encodings);
        limited.set(0, limited.get(0).withMaxBitrate(bitsPerSecond));
        return limited;
    }

    /** The size a generated source says in its name, such as {@code pattern:640x360@15}. */
    static Optional<Size> sizeOf(LocalTrack track) {
        Matcher matcher = SIZE_IN_SOURCE.matcher(track.source());
        if (!matcher.find() || Integer.parseInt(matcher.group(1)) < 1 || Integer.parseInt(matcher.group(2)) < 1) {
            return Optional.empty();
        }
        return Optional.of(new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
}
