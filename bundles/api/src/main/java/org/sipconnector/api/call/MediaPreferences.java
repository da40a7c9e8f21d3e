/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.media.DegradationPreference;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;

/**
 * How local tracks are sent. When a picture cannot be sent as it is, the degradation preference says what it keeps, else the
 * content hint: motion keeps the frame rate, detail and text the resolution.
 *
 * @param encodings             encodings of each sender; empty for the engine's defaults
 * @param contentHint           what the video shows
 * @param degradationPreference what pictures keep when bandwidth is short, absent to follow the content hint
 * @param preferredVideoCodecs  mime types such as {@code video/VP8}, first wins; empty for the engine's order
 * @param excludedVideoCodecs   mime types never to use
 */
public record MediaPreferences(List<SendEncoding> encodings, ContentHint contentHint,
        Optional<DegradationPreference> degradationPreference, List<String> preferredVideoCodecs,
        List<String> excludedVideoCodecs) {

    public static final MediaPreferences STANDARD =
            new MediaPreferences(List.of(), ContentHint.NONE, Optional.empty(), List.of(), List.of());

    public MediaPreferences {
        encodings = List.copyOf(encodings);
        preferredVideoCodecs = List.copyOf(preferredVideoCodecs);
        excludedVideoCodecs = List.copyOf(excludedVideoCodecs);
    }

    /** What pictures keep: as preferred, else as what they show demands; absent when nothing was said. */
    public Optional<DegradationPreference> keeping() {
        return degradationPreference.or(() -> switch (contentHint) {
            case NONE -> Optional.empty();
            case MOTION -> Optional.of(DegradationPreference.MAINTAIN_FRAMERATE);
            case DETAIL, TEXT -> Optional.of(DegradationPreference.MAINTAIN_RESOLUTION);
        });
    }

    /** The track as it is to be sent: a picture keeps what is preferred here, where something is. */
    public LocalTrack applied(LocalTrack track) {
        return track.kind() == MediaKind.VIDEO && keeping().isPresent() ? track.keeping(keeping()) : track;
    }

    /** These, with the connector's codecs where nothing is said about codecs. */
    public MediaPreferences orCodecsOf(CallDefaults defaults) {
        return preferredVideoCodecs.isEmpty() && excludedVideoCodecs.isEmpty()
                ? withCodecs(defaults.preferredVideoCodecs(), defaults.excludedVideoCodecs())
                : this;
    }

    public MediaPreferences withEncodings(List<SendEncoding> other) {
        return new MediaPreferences(other, contentHint, degradationPreference, preferredVideoCodecs, excludedVideoCodecs);
    }

    public MediaPreferences withContentHint(ContentHint other) {
        return new MediaPreferences(encodings, other, degradationPreference, preferredVideoCodecs, excludedVideoCodecs);
    }

    public MediaPreferences withDegradationPreference(DegradationPreference other) {
        return new MediaPreferences(encodings, contentHint, Optional.of(other), preferredVideoCodecs, excludedVideoCodecs);
    }

    public MediaPreferences withCodecs(List<String> preferred, List<String> excluded) {
        return new MediaPreferences(encodings, contentHint, degradationPreference, preferred, excluded);
    }
}
