/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sink;

import java.io.IOException;
import java.nio.file.Path;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.media.source.FileTrouble;
import org.sipconnector.media.source.ServiceLookup;

/** Makes sinks from their descriptions. */
public final class Sinks {

    private final ServiceLookup services;

    public Sinks(ServiceLookup services) {
        this.services = services;
    }

    /**
     * @param description {@code file:/path.wav} or {@code service:NAME}
     * @throws IllegalArgumentException naming the description, when there is no such sink
     */
    public AudioSink audio(String description) {
        if (description.startsWith("file:") && description.endsWith(".wav")) {
            try {
                return new WavRecorder(Path.of(description.substring(5)));
            } catch (IOException refused) {
                throw unwritable(description, refused);
            }
        }
        if (description.startsWith("service:")) {
            return new AudioService(services, description.substring(8));
        }
        throw new IllegalArgumentException("audio sink '" + description
                + "' is not known: use file:/path.wav or service:NAME");
    }

    /**
     * @param description {@code file:/path.y4m} or {@code service:NAME}
     * @throws IllegalArgumentException naming the description, when there is no such sink
     */
    public VideoSink video(String description) {
        if (description.startsWith("file:") && description.endsWith(".y4m")) {
            try {
                return new Y4mRecorder(Path.of(description.substring(5)));
            } catch (IOException refused) {
                throw unwritable(description, refused);
            }
        }
        if (description.startsWith("service:")) {
            return new VideoService(services, description.substring(8));
        }
        throw new IllegalArgumentException("video sink '" + description
                + "' is not known: use file:/path.y4m or service:NAME");
    }

    private static IllegalArgumentException unwritable(String description, IOException cause) {
        return new IllegalArgumentException("sink '" + description + "' cannot be written: " + FileTrouble.reason(cause), cause);
    }

    /** A registered sink, also before it is registered and after it is gone: then nobody hears. */
    private record AudioService(ServiceLookup services, String name) implements AudioSink {

        @Override
        public void accept(PeerId peer, RemoteTrack track, short[] block) {
            services.find(AudioSink.class, name).ifPresent(sink -> sink.accept(peer, track, block));
        }

        @Override
        public void ended(PeerId peer, RemoteTrack track) {
            services.find(AudioSink.class, name).ifPresent(sink -> sink.ended(peer, track));
        }
    }

    private record VideoService(ServiceLookup services, String name) implements VideoSink {

        @Override
        public void accept(PeerId peer, RemoteTrack track, I420Frame frame, long nanos) {
            services.find(VideoSink.class, name).ifPresent(sink -> sink.accept(peer, track, frame, nanos));
        }

        @Override
        public void ended(PeerId peer, RemoteTrack track) {
            services.find(VideoSink.class, name).ifPresent(sink -> sink.ended(peer, track));
        }
    }
}
