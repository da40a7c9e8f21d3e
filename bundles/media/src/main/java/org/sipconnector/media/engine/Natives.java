/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Crossing the border to the library. Its callbacks come on a thread all connections share and must neither block nor
 * throw (a throwable aborts the process): they hand over to a sequence at once.
 */
final class Natives {

    private static final Logger LOG = LoggerFactory.getLogger(Natives.class);
    private static final OncePerMinute FAILURES = new OncePerMinute();

    private Natives() {}

    /** Runs a callback's body so that nothing escapes. */
    static void guard(Runnable body) {
        try {
            body.run();
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    private static void swallow(Throwable failure) {
        try {
            FAILURES.tell(times -> LOG.warn("A media callback failed{}", times, failure));
        } catch (Throwable again) {
            // nothing is left to do: letting it go would end the process
        }
    }

    /** A description made by the library; completed on the sequence. */
    static CompletableFuture<RTCSessionDescription> create(Executor sequence,
            Consumer<CreateSessionDescriptionObserver> call) {
        CompletableFuture<RTCSessionDescription> result = new CompletableFuture<>();
        call.accept(new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                guard(() -> sequence.execute(() -> result.complete(description)));
            }

            @Override
            public void onFailure(String error) {
                guard(() -> sequence.execute(() -> result.completeExceptionally(new IllegalStateException(error))));
            }
        });
        return result;
    }

    /** A description taken over by the library; completed on the sequence. */
    static CompletableFuture<Void> set(Executor sequence, Consumer<SetSessionDescriptionObserver> call) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        call.accept(new SetSessionDescriptionObserver() {
            @Override
            public void onSuccess() {
                guard(() -> sequence.execute(() -> result.complete(null)));
            }

            @Override
            public void onFailure(String error) {
                guard(() -> sequence.execute(() -> result.completeExceptionally(new IllegalStateException(error))));
            }
        });
        return result;
    }

    /**
     * Gives up our reference of a track, once. The library throws an Error when others still hold one, after having
     * released ours, so that is no failure.
     */
    static void dispose(MediaStreamTrack track) {
        try {
            track.dispose();
        } catch (Error | RuntimeException heldByOthers) {
            LOG.debug("A track is still held by its connection: {}", heldByOthers.getMessage());
        }
    }
}
