/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;

class SourcesTest {

    private final AudioSource speech = block -> block[0] = 7;
    private final VideoSource film = new VideoSource() {

        @Override
        public double frameRate() {
            return 10;
        }

        @Override
        public Optional<I420Frame> next(long nanos) {
            throw new AssertionError("a broken film");
        }
    };
    private final Sources sources = new Sources(new ServiceLookup() {

        @Override
        public <T> Optional<T> find(Class<T> type, String name) {
            return Optional.of(type == AudioSource.class ? speech : film).map(type::cast);
        }
    }, () -> Runnable::run);

    @Test
    void aServiceIsSharedByAllWhoSendItAndForgottenWhenTheLastHasStopped() throws Exception {
        AudioSource one = sources.audio("service:speech");
        assertThat(sources.audio("service:speech")).isSameAs(one);
        sources.video("service:film");
        assertThat(sources.shared()).isEqualTo(2);

        ((AutoCloseable) one).close();
        ((AutoCloseable) sources.video("service:film")).close();

        assertThat(sources.shared()).isZero();
        assertThat(sources.audio("service:speech")).isNotSameAs(one);
    }

    @Test
    void whatWasReadAheadIsNotSentByTheNextWhoSendsIt() throws Exception {
        AudioSource former = sources.audio("service:speech");
        former.read(new short[AudioSource.BLOCK]);
        ((AutoCloseable) former).close();
        short[] block = new short[AudioSource.BLOCK];
        former.read(block);

        assertThat(block[0]).isZero();
    }

    @Test
    void anErrorOfServerCodeIsNoErrorOfTheEngine() {
        VideoSource broken = sources.video("service:film");

        assertThat(broken.next(0)).isEmpty();
        assertThat(broken.next(1)).isEmpty();
    }
}
