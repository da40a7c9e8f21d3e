/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.api.serverapi.License;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.simulator.ServerCommand;

/** Operators' words for what the server says. */
final class Sayings {

    static final String USAGE = "license LICENSE | spectator [AUDIO-ID [MODE]] | participant | camera on|off|pause|"
            + "resume|WIDTHxHEIGHT [forced] | mic on|off [forced] | content [CODEC] | content-end | must-stop | "
            + "channels INPUT OUTPUT | notify JSON | tone KEY";
    private static final Duration TONE = Duration.ofMillis(120);

    private Sayings() {}

    /** @throws IllegalArgumentException naming the word and what is possible */
    static ServerCommand parse(List<String> words) {
        List<String> rest = words.subList(Math.min(1, words.size()), words.size());
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "license" -> new ServerCommand.UseLicense(choice(License.class, word(rest, 0)));
            case "spectator" -> new ServerCommand.ToSpectators(optional(rest, 0),
                    optional(rest, 1).map(Integer::parseInt).map(OptionalInt::of).orElseGet(OptionalInt::empty));
            case "participant" -> new ServerCommand.ToParticipants();
            case "camera" -> camera(word(rest, 0), forced(rest));
            case "mic" -> new ServerCommand.Microphone(on(word(rest, 0)), forced(rest));
            case "content" -> new ServerCommand.ContentAvailable(
                    optional(rest, 0).map(codec -> choice(ContentCodec.class, codec)));
            case "content-end" -> new ServerCommand.ContentEnded();
            case "must-stop" -> new ServerCommand.MustStopPresentation();
            case "channels" -> new ServerCommand.UseChannels(Channels.of(word(rest, 0), word(rest, 1)));
            case "notify" -> new ServerCommand.Notification(String.join(" ", rest));
            case "tone" -> new ServerCommand.Tone(key(word(rest, 0)), TONE);
            default -> throw new IllegalArgumentException("nothing is said by " + words + "; say " + USAGE);
        };
    }

    private static ServerCommand camera(String word, boolean forced) {
        return switch (word) {
            case "on" -> camera(MainCamCommand.ADMINSTARTMAINCAM, Optional.of(forced), Optional.empty());
            case "off" -> camera(MainCamCommand.ADMINSTOPMAINCAM, Optional.of(forced), Optional.empty());
            case "pause" -> camera(MainCamCommand.PAUSEMAINCAM, onlyForced(forced), Optional.empty());
            case "resume" -> camera(MainCamCommand.RESUMEMAINCAM, onlyForced(forced), Optional.empty());
            default -> {
                if (!word.matches("\\d+x\\d+")) {
                    throw new IllegalArgumentException("'" + word + "' is no size such as 640x480; say " + USAGE);
                }
                yield camera(MainCamCommand.MAXMAINCAMRESOLUTION, onlyForced(forced), Optional.of(word));
            }
        };
    }

    private static ServerCommand camera(MainCamCommand command, Optional<Boolean> forced, Optional<String> size) {
        return new ServerCommand.Camera(command, forced, size);
    }

    /** Commands that are seldom forced have the header only then. */
    private static Optional<Boolean> onlyForced(boolean forced) {
        return forced ? Optional.of(true) : Optional.empty();
    }

    private static char key(String word) {
        if (word.length() != 1) {
            throw new IllegalArgumentException("'" + word + "' is no key of a telephone, such as 5 or #");
        }
        return word.charAt(0);
    }

    private static boolean on(String word) {
        return switch (word) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("'" + word + "' is neither on nor off");
        };
    }

    private static boolean forced(List<String> rest) {
        return rest.contains("forced");
    }

    static Optional<String> optional(List<String> words, int index) {
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }

    static String word(List<String> words, int index) {
        return optional(words, index)
                .orElseThrow(() -> new IllegalArgumentException("a word is missing after " + words));
    }

    static <E extends Enum<E>> E choice(Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "'" + word + "' is none of " + List.of(type.getEnumConstants()), unknown);
        }
    }
}
