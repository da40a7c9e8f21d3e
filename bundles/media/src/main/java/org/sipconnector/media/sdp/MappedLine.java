/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.MediaKind;

/**
 * A media line as the other side and as the library knows it.
 *
 * @param media    kind of media, protocol and formats of the other side's {@code m=} line
 * @param place    its place among the library's lines; below 0 when the library never saw it
 * @param kind     audio or video; absent when the library never saw it
 * @param mid      its mid at the library
 * @param theirMid its mid at the other side, absent when that names none
 * @param open     whether it is not refused
 */
record MappedLine(List<String> media, int place, Optional<MediaKind> kind, String mid, Optional<String> theirMid, boolean open) {

    /** What stands in a line without media: without it, and without one for all lines, a description is none (RFC 8866 section 5.7). */
    static final String NO_ADDRESS = "c=IN IP4 0.0.0.0";

    /**
     * The other side's line, refused (RFC 3264 section 6).
     *
     * @param name its mid, if any
     */
    MediaText refused(Optional<String> name) {
        String line = "m=" + media.get(0) + " 0 " + media.get(1) + " " + media.get(2);
        return new MediaText(name.map(mid -> List.of(line, NO_ADDRESS, "a=mid:" + mid)).orElse(List.of(line, NO_ADDRESS)));
    }

    MappedLine closed(Optional<String> name) {
        return new MappedLine(media, place, kind, mid, name, false);
    }

    boolean known() {
        return place >= 0;
    }
}
