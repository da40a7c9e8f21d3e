/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;

/** Makes sources from their descriptions. Each description names a fresh source, except services, which are shared. */
public final class Sources {

    private final ServiceLookup services;
    private final Supplier<? extends Executor> sequences;
    private final Map<String, AudioSource> audioServices = new ConcurrentHashMap<>();
    private final Map<String, VideoSource> videoServices = new ConcurrentHashMap<>();

    /**
     * @param services  finds what server code registered
     * @param sequences gives each source that may block a sequence of its own
     */
    public Sources(ServiceLookup services, Supplier<? extends Executor> sequences) {
        this.services = services;
        this.sequences = sequences;
    }

    /**
     * @param description {@code tone:HZ}, {@code silence}, {@code file:/path.wav} or {@code service:NAME}
     * @throws IllegalArgumentException naming the description, when there is no such source
     */
    public AudioSource audio(String description) {
        String rest = rest(description);
        return switch (scheme(description)) {
            case "tone" -> new ToneSource(hertz(description, rest));
            case "silence" -> block -> {};
            case "file" -> new AheadAudio("audio source '" + description + "'", WavSource.open(rest), sequences.get(), () -> {});
            case "service" -> audioServices.computeIfAbsent(rest,
                    name -> new AheadAudio("audio source '" + description + "'", block -> services.require(AudioSource.class, name).read(block),
                            sequences.get(),
                            () -> audioServices.remove(name)));
            default -> throw new IllegalArgumentException("audio source '" + description
                    + "' is not known: use tone:HZ, silence, file:/path.wav or service:NAME");
        };
    }

    /**
     * @param description {@code pattern:640x360@15}, {@code black}, {@code file:/path.y4m} or {@code service:NAME}
     * @throws IllegalArgumentException naming the description, when there is no such source
     */
    public VideoSource video(String description) {
        String rest = rest(description);
        return switch (scheme(description)) {
            case "pattern" -> {
                PictureFormat format = PictureFormat.parse(rest);
                yield new PatternSource(format.width(), format.height(), format.frameRate(), Clock.systemUTC());
            }
            case "black" -> {
                PictureFormat format = PictureFormat.parse(rest);
                yield new BlackSource(I420Frame.black(format.width(), format.height()), format.frameRate());
            }
            case "file" -> new AheadVideo("video source '" + description + "'", Y4mSource.open(rest), sequences.get(), () -> {});
            case "service" -> videoServices.computeIfAbsent(rest,
                    name -> new AheadVideo("video source '" + description + "'", new ServiceVideo(services, name), sequences.get(),
                            () -> videoServices.remove(name)));
            default -> throw new IllegalArgumentException("video source '" + description
                    + "' is not known: use pattern:WIDTHxHEIGHT@RATE, black, file:/path.y4m or service:NAME");
        };
    }

    /** Services somebody reads. */
    int shared() {
        return audioServices.size() + videoServices.size();
    }

    private static double hertz(String description, String text) {
        try {
            double hertz = text.isEmpty() ? 440 : Double.parseDouble(text);
            if (hertz > 0 && hertz < 24_000) {
                return hertz;
            }
        } catch (NumberFormatException refused) {
            // reported below like a number out of range
        }
        throw new IllegalArgumentException("audio source '" + description + "': the tone must be above 0 and below 24000 Hz");
    }

    private static String scheme(String description) {
        return description.split(":", 2)[0];
    }

    private static String rest(String description) {
        String[] parts = description.split(":", 2);
        return parts.length == 1 ? "" : parts[1];
    }
}
