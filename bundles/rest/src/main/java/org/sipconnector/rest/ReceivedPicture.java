/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.spi.media.MediaEngine;

/** The next picture that a track brings, by a sink that is there as long as it takes. */
final class ReceivedPicture {

    private final ContainerServices services;
    private final Duration patience;

    /** @param patience how long to wait for it */
    ReceivedPicture(ContainerServices services, Duration patience) {
        this.services = services;
        this.patience = patience;
    }

    /**
     * Waits for it.
     *
     * @param track the remote track's transceiver
     * @return empty when none came
     */
    Optional<I420Frame> next(PeerId peer, String track) throws InterruptedException {
        MediaEngine engine = services.get(MediaEngine.class);
        BlockingQueue<I420Frame> first = new ArrayBlockingQueue<>(1);
        VideoSink sink = (from, of, frame, nanos) -> first.offer(frame);
        String name = "picture-" + UUID.randomUUID();
        String described = "service:" + name;
        Runnable unregister = services.register(VideoSink.class, sink, Map.of(AudioSource.NAME, name));
        try {
            engine.addSink(peer, track, described);
            try {
                return Optional.ofNullable(first.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                engine.removeSink(peer, track, described);
            }
        } finally {
            unregister.run();
        }
    }
}
