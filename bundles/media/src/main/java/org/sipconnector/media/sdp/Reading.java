/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * A description of the other side as the library sees it.
 *
 * @param map     the lines as they are then
 * @param text    what the library sees
 * @param bundled whether all its lines share one transport (RFC 9143)
 * @param muxed   whether RTP and RTCP share a transport on all its lines (RFC 8858)
 */
public record Reading(LineMap map, SessionText text, boolean bundled, boolean muxed) {

    /** Whether more than one line is to be served. */
    public boolean hasSeveralLines() {
        return text.media().stream().filter(line -> !line.rejected()).count() > 1;
    }

    /** Whether it refuses the first line, whose transport a bundle has (RFC 9143 section 7.2.1), and takes another. */
    public boolean refusesFirst() {
        return !text.media().isEmpty() && text.media().get(0).rejected() && text.media().stream().anyMatch(line -> !line.rejected());
    }

    /** Whether nothing is left to be served (RFC 3264 section 6). */
    public boolean refusesAll() {
        return text.media().stream().allMatch(MediaText::rejected);
    }

    /** The same, said to the library in other words. */
    public Reading with(SessionText other) {
        return new Reading(map, other, bundled, muxed);
    }

    /** The same with its only line in a bundle of its own, which is all the same to the other side. */
    public Reading withBundle() {
        if (bundled || hasSeveralLines()) {
            return this;
        }
        List<String> head = new ArrayList<>(text.head());
        text.media().stream().filter(line -> !line.rejected()).flatMap(line -> line.mid().stream()).findFirst()
                .ifPresent(mid -> head.addAll(BundleText.lines(List.of(List.of(mid)))));
        return new Reading(map, new SessionText(head, text.media()), true, muxed);
    }

    /** The same with RTP and RTCP on one transport, which is all a connection that insists on it can do. */
    public Reading withMux() {
        return muxed
                ? this
                : new Reading(map, text.withMedia(text.media().stream().map(line -> line.rejected() ? line : line.withMux()).toList()), bundled,
                        true);
    }
}
