/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.I420Frame;

class ForwardingTest {

    private static final PeerId ALICE = new PeerId("alice");

    private final Feeds feeds = new Feeds();

    private static short[] block(int value) {
        short[] block = new short[480];
        Arrays.fill(block, (short) value);
        return block;
    }

    private static short heard(Mix mix) {
        short[] block = new short[480];
        mix.read(block);
        return block[100];
    }

    private void says(LatestSound feed, int value, int times) {
        for (int i = 0; i < times; i++) {
            feed.write(block(value));
        }
    }

    @Test
    void aMixIsTheSumOfItsInputsWithoutOverflow() {
        LatestSound one = new LatestSound();
        LatestSound two = new LatestSound();
        Mix mix = new Mix();
        mix.hear(List.of(one, two));
        says(one, 20_000, 3);
        says(two, 5_000, 3);
        assertThat(heard(mix)).isEqualTo((short) 25_000);
        says(one, 20_000, 3);
        says(two, 20_000, 3);
        heard(mix);
        heard(mix);
        assertThat(heard(mix)).isEqualTo(Short.MAX_VALUE);
    }

    @Test
    void everyListenerHearsEveryBlockOnce() {
        LatestSound feed = new LatestSound();
        Mix first = new Mix();
        Mix second = new Mix();
        first.hear(List.of(feed));
        second.hear(List.of(feed));
        feed.write(block(1));
        feed.write(block(2));
        feed.write(block(3));
        assertThat(List.of(heard(first), heard(first), heard(first), heard(first)))
                .containsExactly((short) 1, (short) 2, (short) 3, (short) 0);
        assertThat(heard(second)).isEqualTo((short) 1);
    }

    @Test
    void aListenerLeftBehindSkipsToThePresent() {
        LatestSound feed = new LatestSound();
        Mix mix = new Mix();
        mix.hear(List.of(feed));
        for (int i = 1; i <= 100; i++) {
            feed.write(block(i));
        }
        assertThat(heard(mix)).isEqualTo((short) 98);
    }

    @Test
    void silenceAndToneDiffer() {
        Mix mix = new Mix();
        assertThat(heard(mix)).isNotZero();
        mix.hear(List.of());
        assertThat(heard(mix)).isZero();
    }

    @Test
    void aViewShowsTheFeedOnceAndRepeatsAStillPicture() {
        View view = new View(15);
        LatestPicture feed = feeds.video(ALICE, "main-video");
        view.show(feed);
        assertThat(view.next(0).orElseThrow().width()).isEqualTo(640);

        I420Frame picture = I420Frame.black(320, 180);
        feeds.videoSink().accept(ALICE, new RemoteTrack("t", MediaKind.VIDEO, "1", "main-video", List.of()), picture,
                0);
        assertThat(view.next(100_000_000)).contains(picture);
        assertThat(view.next(166_000_000)).isEmpty();
        assertThat(view.next(700_000_000)).contains(picture);
    }

    @Test
    void aViewOfNothingSendsNothing() {
        View view = new View(15);
        view.showOnly(new LatestPicture());
        assertThat(view.next(0)).isEmpty();
        view.showNothing();
        assertThat(view.next(0)).isEmpty();
    }

    @Test
    void theTestPictureMoves() {
        TestPicture picture = new TestPicture(64, 36);
        assertThat(picture.at(0).data()).isNotEqualTo(picture.at(1_000_000_000L).data());
        assertThat(Optional.of(picture.at(0).data().length)).contains(I420Frame.size(64, 36));
    }

    @Test
    void forgettingAConnectionFreesItsFeeds() {
        feeds.video(ALICE, "main-video");
        feeds.audio(ALICE, "main-audio");
        feeds.forget(ALICE);
        assertThat(feeds.size()).isZero();
    }
}
