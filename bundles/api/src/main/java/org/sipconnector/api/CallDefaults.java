/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.List;
import java.util.Optional;

/**
 * What a connector's calls send and receive when the caller does not say otherwise.
 *
 * @param audio                the audio source, such as {@code tone:440} or {@code silence}; absent to send none
 * @param video                the video source, such as {@code pattern:640x360@15}; absent to send none
 * @param autoRedial           whether a call that was lost is set up again
 * @param room                 the room the connector is kept in while it is connected; absent for none
 * @param preferredVideoCodecs mime types such as {@code video/VP9}, first wins; empty for the engine's order
 * @param excludedVideoCodecs  mime types never to use
 */
public record CallDefaults(Optional<String> audio, Optional<String> video, boolean autoRedial, Optional<String> room,
        List<String> preferredVideoCodecs, List<String> excludedVideoCodecs) {

    public static final CallDefaults STANDARD =
            new CallDefaults(Optional.of("tone:440"), Optional.of("pattern:640x360@15"), true);

    public CallDefaults {
        room = room == null ? Optional.empty() : room;
        preferredVideoCodecs = preferredVideoCodecs == null ? List.of() : List.copyOf(preferredVideoCodecs);
        excludedVideoCodecs = excludedVideoCodecs == null ? List.of() : List.copyOf(excludedVideoCodecs);
    }

    /** With the codecs in the engine's order. */
    public CallDefaults(Optional<String> audio, Optional<String> video, boolean autoRedial, Optional<String> room) {
        this(audio, video, autoRedial, room, List.of(), List.of());
    }

    /** Without a room. */
    public CallDefaults(Optional<String> audio, Optional<String> video, boolean autoRedial) {
        this(audio, video, autoRedial, Optional.empty());
    }

    /** The same with other codecs. */
    public CallDefaults withCodecs(List<String> preferred, List<String> excluded) {
        return new CallDefaults(audio, video, autoRedial, room, preferred, excluded);
    }
}
