/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.simulator.ClientRequest;

/** What a client says in its call ({@code docs/server-api.md}). */
public sealed interface ClientWords {

    /** A telephone key, flash included, as {@code application/dtmf-relay} and {@code application/dtmf} carry it. */
    Pattern SIGNAL = Pattern.compile("(?:Signal\\s*=\\s*)?([0-9A-Da-d#*!]|1[0-6]|hf|flash)", Pattern.CASE_INSENSITIVE);

    /** Its claim about a room between two clients; a conference server ignores it. */
    record DirectRoom(String room) implements ClientWords {}

    record DeviceState(MediaState state) implements ClientWords {}

    record WantsChannels(Channels channels) implements ClientWords {}

    record Reception(OptionalLong bitrate) implements ClientWords {}

    record Refusal(MediaDevice device) implements ClientWords {}

    record AsksForCamera() implements ClientWords {}

    record AsksToPresent() implements ClientWords {}

    record StopsPresenting() implements ClientWords {}

    record Tone(String signal) implements ClientWords {}

    /** Its decoder lacks a whole picture (RFC 5168). */
    record WantsPicture() implements ClientWords {}

    /** Nothing this server knows. */
    record Unknown() implements ClientWords {}

    static ClientWords of(ClientRequest request) {
        return switch (kind(request.contentType())) {
            case "roomname" -> new DirectRoom(text(request, "x-webrtc-enter-room"));
            case "mediastate" -> new DeviceState(new MediaState(text(request, "x-vinteo-maincam-state").equals("1"),
                    text(request, "x-vinteo-mic-state").equals("1")));
            case "channels" -> new WantsChannels(new Channels(request.header("x-webrtc-input-channels"),
                    request.header("x-webrtc-output-channels")));
            case "stats" -> new Reception(number(text(request, "x-webrtc-available-incoming-bitrate")));
            case "refusal" -> new Refusal(
                    text(request, "x-vinteo-media-type").equals("1") ? MediaDevice.CAMERA : MediaDevice.MICROPHONE);
            case "maincam" -> new AsksForCamera();
            case "sharedesktop" -> presentation(text(request, "x-webrtc-share-state"));
            case "media_control+xml" -> request.body().contains("picture_fast_update") ? new WantsPicture() : new Unknown();
            case "dtmf-relay", "dtmf" -> signal(request.body()).<ClientWords>map(Tone::new).orElseGet(Unknown::new);
            default -> new Unknown();
        };
    }

    /**
     * The last part of a content type, without its parameters: {@code sharedesktop} of
     * {@code application/vinteo.webrtc.sharedesktop}.
     */
    static String kind(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('/')) + 1);
    }

    private static ClientWords presentation(String state) {
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "LETMESTARTPRESENTATION", "YOUCANRECEIVECONTENT" -> new AsksToPresent();
            case "STOPPRESENTATION", "CONTENTEND" -> new StopsPresenting();
            default -> new Unknown();
        };
    }

    private static String text(ClientRequest request, String header) {
        return request.header(header).map(String::strip).orElse("");
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of((long) Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    /** The key of {@code Signal=5}, with or without spaces, or of a body that is the key alone. */
    private static Optional<String> signal(String body) {
        return Arrays.stream(body.split("\\R")).map(line -> SIGNAL.matcher(line.strip())).filter(Matcher::matches)
                .map(line -> line.group(1).toUpperCase(Locale.ROOT)).findFirst();
    }
}
