package org.sipconnector.api;

import java.util.Optional;

/**
 * What a connector's calls send and receive when the caller does not say otherwise.
 *
 * @param audio      the audio source, such as {@code tone:440} or {@code silence}; absent to send none
 * @param video      the video source, such as {@code pattern:640x360@15}; absent to send none
 * @param autoRedial whether a call that was lost is set up again
 */
public record CallDefaults(Optional<String> audio, Optional<String> video, boolean autoRedial) {

    public static final CallDefaults STANDARD =
            new CallDefaults(Optional.of("tone:440"), Optional.of("pattern:640x360@15"), true);
}
