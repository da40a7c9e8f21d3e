/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.I420Frame;

/** What recorders write, byte by byte. */
class RecordersTest {

    private static final PeerId PEER = new PeerId("peer");
    private static final RemoteTrack TRACK = new RemoteTrack("track", MediaKind.VIDEO, "0", "line", List.of());

    @TempDir
    Path folder;

    @Test
    void soundIsWrittenWithALengthThatIsTrueAtTheEnd() throws Exception {
        Path file = folder.resolve("call.wav");
        WavRecorder recorder = new WavRecorder(file);
        for (short i = 1; i <= 3; i++) {
            short[] block = new short[480];
            Arrays.fill(block, (short) (-300 * i));
            recorder.accept(PEER, TRACK, block);
        }
        recorder.ended(PEER, TRACK);

        ByteBuffer written = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(written.capacity()).isEqualTo(44 + 3 * 960);
        assertThat(written.getInt(4)).as("bytes of the file that follow").isEqualTo(36 + 3 * 960);
        assertThat(written.getInt(24)).as("samples a second").isEqualTo(48_000);
        assertThat(written.getInt(40)).as("bytes of sound").isEqualTo(3 * 960);
        assertThat(written.getShort(44)).isEqualTo((short) -300);
        assertThat(written.getShort(44 + 2 * 960)).isEqualTo((short) -900);
    }

    @Test
    void picturesAreRepeatedOrLeftOutSoThatTheFilePlaysAtTheRightSpeed() throws Exception {
        Path file = folder.resolve("call.y4m");
        Y4mRecorder recorder = new Y4mRecorder(file);
        recorder.accept(PEER, TRACK, grey(16, 10), 1_000_000_000L);
        // a third of a second later, then two within one thirtieth, the latter of another size
        recorder.accept(PEER, TRACK, grey(16, 20), 1_334_000_000L);
        recorder.accept(PEER, TRACK, grey(16, 30), 1_335_000_000L);
        recorder.accept(PEER, TRACK, grey(32, 40), 1_367_000_000L);
        recorder.ended(PEER, TRACK);

        byte[] written = Files.readAllBytes(file);
        String header = new String(written, 0, 60, StandardCharsets.US_ASCII);
        assertThat(header).startsWith("YUV4MPEG2 W16 H16 F30:1 ").contains("C420jpeg\nFRAME\n");
        int begin = header.indexOf("FRAME\n");
        int frame = "FRAME\n".length() + I420Frame.size(16, 16);
        assertThat((written.length - begin) % frame).isZero();
        byte[] shades = new byte[(written.length - begin) / frame];
        for (int i = 0; i < shades.length; i++) {
            shades[i] = written[begin + i * frame + 6];
        }
        assertThat(shades).containsExactly(10, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 40);
    }

    private static I420Frame grey(int size, int shade) {
        byte[] data = new byte[I420Frame.size(size, size)];
        Arrays.fill(data, (byte) shade);
        return new I420Frame(size, size, data);
    }
}
