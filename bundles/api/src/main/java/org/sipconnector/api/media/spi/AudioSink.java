/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;

/**
 * Hears remote audio: 48 kHz, one channel, 16 bit, in blocks of 10 ms. Called by a thread of the engine, one block after
 * another for each track; blocks wait in a short queue, and the oldest are dropped when it is full.
 */
@ConsumerType
@FunctionalInterface
public interface AudioSink {

    /** One block; the array is the sink's own. */
    void accept(PeerId peer, RemoteTrack track, short[] block);

    /** Nothing more comes of this track. */
    default void ended(PeerId peer, RemoteTrack track) {}
}
