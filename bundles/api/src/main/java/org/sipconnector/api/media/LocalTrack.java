/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A track to send: a source and the track id it is announced by.
 *
 * @param id     track id, goes into the SDP's msid
 * @param kind   kind of the source
 * @param source what produces the media: {@code tone:440}, {@code silence}, {@code pattern:640x360@15}, {@code black},
 *               {@code file:/path}, or {@code service:NAME} of a registered source
 * @param keeping what a picture keeps when it cannot be sent as it is; absent to keep size and rate at the cost of clearness
 */
public record LocalTrack(String id, MediaKind kind, String source, Optional<DegradationPreference> keeping) {

    private static final Pattern SIZE = Pattern.compile(":(\\d{1,5})x(\\d{1,5})(?:@|$)");

    public LocalTrack {
        keeping = keeping == null ? Optional.empty() : keeping;
    }

    public LocalTrack(String id, MediaKind kind, String source) {
        this(id, kind, source, Optional.empty());
    }

    /** The same, keeping something else. */
    public LocalTrack keeping(Optional<DegradationPreference> other) {
        return new LocalTrack(id, kind, source, other);
    }

    /** The size a generated source says in its name, such as {@code pattern:640x360@15}; absent for others. */
    public Optional<Size> size() {
        Matcher matcher = SIZE.matcher(source);
        if (!matcher.find() || Integer.parseInt(matcher.group(1)) < 1 || Integer.parseInt(matcher.group(2)) < 1) {
            return Optional.empty();
        }
        return Optional.of(new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
}
