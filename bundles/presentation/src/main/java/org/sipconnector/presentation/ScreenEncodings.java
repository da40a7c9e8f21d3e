/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import java.util.ArrayList;
import java.util.List;
import org.sipconnector.api.media.SendEncoding;

/** How a presentation is encoded: within its bitrate. */
final class ScreenEncodings {

    private ScreenEncodings() {}

    /** The same with the first encoding limited to this bitrate. */
    static List<SendEncoding> limited(List<SendEncoding> encodings, int bitsPerSecond) {
        List<SendEncoding> limited = new ArrayList<>(encodings.isEmpty() ? List.of(SendEncoding.STANDARD) : encodings);
        limited.set(0, limited.get(0).withMaxBitrate(bitsPerSecond));
        return limited;
    }
}
