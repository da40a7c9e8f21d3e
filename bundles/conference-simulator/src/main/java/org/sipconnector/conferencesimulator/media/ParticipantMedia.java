/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.media;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.spi.media.CodecPreferences;
import org.sipconnector.spi.media.TransceiverSettings;

/** What is sent to one connection: a mix, a main picture, and the presentation of others. */
public final class ParticipantMedia implements AutoCloseable {

    private final String name;
    private final Mix mix = new Mix();
    private final View main;
    private final View content;
    private final List<Runnable> registrations;

    public ParticipantMedia(MediaRegistry registry, String name, double frameRate) {
        this.name = name;
        this.main = new View(frameRate);
        this.content = new View(frameRate);
        main.showTestPicture();
        this.registrations = List.of(registry.register(AudioSource.class, name + "-audio", mix),
                registry.register(VideoSource.class, name + "-video", main),
                registry.register(VideoSource.class, name + "-content", content));
    }

    public Mix mix() {
        return mix;
    }

    public View main() {
        return main;
    }

    public View content() {
        return content;
    }

    /** The line of the mix. */
    public TransceiverSettings audio(String line, String stream, Direction direction) {
        return sending(line, MediaKind.AUDIO, "-audio", stream, line + "-" + name, direction, List.of());
    }

    /** The line of the main picture. */
    public TransceiverSettings video(String line, String stream, Direction direction) {
        return sending(line, MediaKind.VIDEO, "-video", stream, line + "-" + name, direction, List.of());
    }

    /** A line of the presentation; {@code codecs} are mime types, empty for any. */
    public TransceiverSettings content(String line, String stream, Direction direction, List<String> codecs) {
        return sending(line, MediaKind.VIDEO, "-content", stream, line + "-" + name, direction, codecs);
    }

    private TransceiverSettings sending(String line, MediaKind kind, String source, String stream, String track,
            Direction direction, List<String> codecs) {
        Optional<LocalTrack> sent = direction.sends()
                ? Optional.of(new LocalTrack(track, kind, "service:" + name + source))
                : Optional.empty();
        return new TransceiverSettings(line, kind, direction, sent, List.of(stream), List.of(),
                new CodecPreferences(codecs, List.of()));
    }

    @Override
    public void close() {
        registrations.forEach(Runnable::run);
    }
}
