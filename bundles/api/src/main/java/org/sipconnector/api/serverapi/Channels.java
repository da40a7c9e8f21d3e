/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

import java.util.Optional;

/**
 * Audio channels of a participant, such as {@code 100,1}.
 *
 * @param input  channels it receives, absent when not told
 * @param output channels it sends, absent when not told
 */
public record Channels(Optional<String> input, Optional<String> output) {

    public static Channels of(String input, String output) {
        return new Channels(Optional.of(input), Optional.of(output));
    }
}
