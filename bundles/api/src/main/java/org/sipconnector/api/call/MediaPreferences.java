package org.sipconnector.api.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.SendEncoding;

/**
 * How local tracks are sent. Content hint and degradation preference are accepted and kept; the media engine has no
 * control for them.
 *
 * @param encodings             encodings of each sender; empty for the engine's defaults
 * @param contentHint           what the video shows
 * @param degradationPreference what to keep when bandwidth is short, absent for the engine's choice
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

    public MediaPreferences withEncodings(List<SendEncoding> other) {
        return new MediaPreferences(other, contentHint, degradationPreference, preferredVideoCodecs, excludedVideoCodecs);
    }

    public MediaPreferences withContentHint(ContentHint other) {
        return new MediaPreferences(encodings, other, degradationPreference, preferredVideoCodecs, excludedVideoCodecs);
    }

    public MediaPreferences withCodecs(List<String> preferred, List<String> excluded) {
        return new MediaPreferences(encodings, contentHint, degradationPreference, preferred, excluded);
    }
}
