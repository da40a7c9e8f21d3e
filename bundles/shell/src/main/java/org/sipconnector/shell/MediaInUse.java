/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.Optional;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaStatistics;

/** What the media engine holds and has held. */
final class MediaInUse {

    /** Of what closed peer connections leave in the media library; less is not worth a thought. */
    private static final long WORTH_TELLING = 10_000_000;

    private MediaInUse() {}

    /** Empty while there is no engine, null too. */
    static Optional<String> of(MediaEngine media) {
        if (media == null) {
            return Optional.empty();
        }
        try {
            MediaStatistics now = media.statistics();
            return Optional.of(
                    "media: " + now.peers() + (now.peers() == 1 ? " peer connection open, " : " peer connections open, ") + now.closed() + " closed"
                            + (now.leakedBytes() < WORTH_TELLING
                                    ? ""
                                    : "; the media library has kept about " + now.leakedBytes() / 1_000_000
                                            + " MB of them, which a restart frees"));
        } catch (SipConnectorException absent) {
            return Optional.empty();
        }
    }
}
