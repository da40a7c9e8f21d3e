/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.testkit.Await;

/** An engine that hangs says so, and that it answers again. */
class WatchdogTest extends NativeTest {

    private final List<Optional<String>> reports = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> answer = new CompletableFuture<>();
    private long now;

    @Test
    void anAnswerThatComesLateIsToldOnceAndSoIsItsComing() {
        Watchdog watchdog = new Watchdog(() -> answer, Duration.ofSeconds(10), () -> now, reports::add);
        watchdog.look();
        pass(9);
        watchdog.look();
        assertThat(reports).isEmpty();
        pass(1);
        watchdog.look();
        pass(5);
        watchdog.look();
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).orElseThrow()).contains("10 s", "restart the bundle org.sipconnector.media", "isolation = process");

        answer.complete(null);
        watchdog.look();
        assertThat(reports).hasSize(2).last().isEqualTo(Optional.empty());
    }

    @Test
    void answersInTimeAreNoNews() {
        Watchdog watchdog = new Watchdog(() -> answer, Duration.ofSeconds(10), () -> now, reports::add);
        for (int i = 0; i < 5; i++) {
            watchdog.look();
            pass(9);
            answer.complete(null);
            answer = new CompletableFuture<>();
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void aSignallingThreadThatHangsIsNoticed() {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        NativeEngine natives = new NativeEngine();
        try (EngineThreads threads = new EngineThreads()) {
            RTCPeerConnection connection = natives.connect(TestPeer.SETTINGS, TransportPolicy.OFFERING, new PeerConnectionObserver() {
                @Override
                public void onIceCandidate(RTCIceCandidate candidate) {
                    Natives.guard(() -> {
                        held.countDown();
                        Await.until("the test lets go", () -> hold.getCount() == 0);
                    });
                }
            });
            connection.addTransceiver(natives.placeholder(MediaKind.AUDIO),
                    new RTCRtpTransceiverInit());
            Natives.create(Runnable::run, observer -> connection.createOffer(new RTCOfferOptions(), observer))
                    .thenAccept(offer -> threads.sequence().execute(() -> Natives.set(Runnable::run,
                            observer -> connection.setLocalDescription(offer, observer))));
            Await.until("the signalling thread hangs", () -> held.getCount() == 0);
            Watchdog watchdog = new Watchdog(() -> threads.roundTrip(natives::answer), Duration.ZERO, System::nanoTime, reports::add);
            watchdog.look();
            watchdog.look();
            assertThat(reports).hasSize(1);

            hold.countDown();
            Await.until("the watchdog reports the end of it", () -> {
                watchdog.look();
                return reports.size() > 1;
            });
            assertThat(reports.get(1)).isEmpty();
            connection.close();
        } finally {
            hold.countDown();
            natives.close();
        }
    }

    private void pass(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
