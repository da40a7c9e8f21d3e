/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

import java.util.List;

/**
 * Which codecs a media line is to use.
 *
 * @param preferredCodecs mime types, first wins; empty for the engine's order
 * @param excludedCodecs  mime types never to use
 */
public record CodecPreferences(List<String> preferredCodecs, List<String> excludedCodecs) {

    /** The engine's order of all it has. */
    public static final CodecPreferences ANY = new CodecPreferences(List.of(), List.of());

    public CodecPreferences {
        preferredCodecs = List.copyOf(preferredCodecs);
        excludedCodecs = List.copyOf(excludedCodecs);
    }
}
