/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;

/**
 * Sees remote video. Called by a thread of the engine, one frame after another for each track; frames wait in a short
 * queue, and the oldest are dropped when it is full.
 */
@ConsumerType
@FunctionalInterface
public interface VideoSink {

    /**
     * One decoded frame, which is the sink's own.
     *
     * @param nanos when it is to be shown, from an arbitrary start
     */
    void accept(PeerId peer, RemoteTrack track, I420Frame frame, long nanos);

    /** Nothing more comes of this track. */
    default void ended(PeerId peer, RemoteTrack track) {}
}
