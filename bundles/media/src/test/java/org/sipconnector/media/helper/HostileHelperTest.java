/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A helper that was taken over says what it likes: at worst it ends. */
class HostileHelperTest {

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 100 << 20})
    void aMessageOfAnImpossibleSizeEndsThePipe(int size) throws Exception {
        assertThat(ends(ByteBuffer.allocate(8).putInt(size).array())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(bytes = {-1, 127, -128})
    void aMessageOfNoKindEndsThePipe(byte kind) throws Exception {
        assertThat(ends(ByteBuffer.allocate(5).putInt(1).put(kind).array())).isTrue();
    }

    private static boolean ends(byte[] said) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        new Pipe("hostile", new ByteArrayInputStream(said), OutputStream.nullOutputStream(), new Pipe.Listener() {
            @Override
            public void received(PipeMessage kind, DataInputStream content) {
                throw new AssertionError("heard a " + kind);
            }

            @Override
            public void ended() {
                ended.countDown();
            }
        });
        return ended.await(20, TimeUnit.SECONDS);
    }

    @Test
    void soundAndPicturesLargerThanTheirMessageAreRefusedBeforeMemoryIsTaken() {
        assertThatThrownBy(() -> MediaData.samples(in(Integer.MAX_VALUE))).isInstanceOfAny(java.io.IOException.class, ArithmeticException.class);
        assertThatThrownBy(() -> MediaData.samples(in(500_000_000))).isInstanceOf(java.io.IOException.class).hasMessageContaining("1000000000 bytes");
        assertThatThrownBy(() -> MediaData.samples(in(-1))).isInstanceOf(java.io.IOException.class);
        assertThatThrownBy(() -> MediaData.frame(in(20_000, 20_000))).isInstanceOf(java.io.IOException.class);
    }

    private static DataInputStream in(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return new DataInputStream(new ByteArrayInputStream(bytes.array()));
    }
}
