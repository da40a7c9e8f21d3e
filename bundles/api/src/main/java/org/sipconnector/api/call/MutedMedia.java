/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.sipconnector.api.media.MediaKind;

/**
 * Which kinds of media a call sends silence or black pictures in place of, and who wanted that: audio is the microphone, video
 * the camera; a presentation is never muted. Each list is in the order of {@link MediaKind}, without doubles.
 *
 * @param here      muted by this side's client or operator; only this side unmutes it
 * @param byRequest muted because the conference server asked for it; either side unmutes it
 * @param byOrder   muted because the conference server forced it; only the server unmutes it
 */
public record MutedMedia(List<MediaKind> here, List<MediaKind> byRequest, List<MediaKind> byOrder) {

    /** Everything is sent. */
    public static final MutedMedia NONE = new MutedMedia(List.of(), List.of(), List.of());

    public MutedMedia {
        here = List.copyOf(new TreeSet<>(here));
        byRequest = List.copyOf(new TreeSet<>(byRequest));
        byOrder = List.copyOf(new TreeSet<>(byOrder));
    }

    /** Muted by this side. */
    public static MutedMedia here(MediaKind... kinds) {
        return new MutedMedia(List.of(kinds), List.of(), List.of());
    }

    public boolean has(MediaKind kind) {
        return here.contains(kind) || byRequest.contains(kind) || byOrder.contains(kind);
    }

    /** All kinds that are muted, whoever wanted it. */
    public List<MediaKind> kinds() {
        return List.of(MediaKind.values()).stream().filter(this::has).toList();
    }

    /** With this kind muted by this side, too. */
    public MutedMedia andHere(MediaKind kind) {
        return new MutedMedia(with(here, kind), byRequest, byOrder);
    }

    /** With this kind muted by the server, too; an order takes the place of a request and the other way round. */
    public MutedMedia andByServer(MediaKind kind, boolean order) {
        return order
                ? new MutedMedia(here, without(byRequest, kind), with(byOrder, kind))
                : new MutedMedia(here, with(byRequest, kind), without(byOrder, kind));
    }

    /** Without what this side may undo: its own wish and the server's request. */
    public MutedMedia notHere(MediaKind kind) {
        return new MutedMedia(without(here, kind), without(byRequest, kind), byOrder);
    }

    /** Without what the server wanted. */
    public MutedMedia notByServer(MediaKind kind) {
        return new MutedMedia(here, without(byRequest, kind), without(byOrder, kind));
    }

    /** The same for another call: an order was given to the participant of the former one, so it counts as a request. */
    public MutedMedia inAnotherCall() {
        List<MediaKind> asked = new ArrayList<>(byRequest);
        asked.addAll(byOrder);
        return new MutedMedia(here, asked, List.of());
    }

    private static List<MediaKind> with(List<MediaKind> kinds, MediaKind kind) {
        List<MediaKind> more = new ArrayList<>(kinds);
        more.add(kind);
        return more;
    }

    private static List<MediaKind> without(List<MediaKind> kinds, MediaKind kind) {
        return kinds.stream().filter(Predicate.not(kind::equals)).toList();
    }
}
