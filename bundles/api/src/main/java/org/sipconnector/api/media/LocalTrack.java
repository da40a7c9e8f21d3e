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
 */
public record LocalTrack(String id, MediaKind kind, String source) {

    private static final Pattern SIZE = Pattern.compile(":(\\d{1,5})x(\\d{1,5})(?:@|$)");

    /** The size a generated source says in its name, such as {@code pattern:640x360@15}; absent for others. */
    public Optional<Size> size() {
        Matcher matcher = SIZE.matcher(source);
        if (!matcher.find() || Integer.parseInt(matcher.group(1)) < 1 || Integer.parseInt(matcher.group(2)) < 1) {
            return Optional.empty();
        }
        return Optional.of(new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
}
