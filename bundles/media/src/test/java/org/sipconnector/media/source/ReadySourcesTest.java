/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;

/** The sources that need no server code. */
class ReadySourcesTest {

    private final Sources sources = new Sources(ServiceLookup.NONE, () -> Runnable::run);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {100, 440, 1000.5})
    void aToneHasItsFrequencyAndAQuarterOfFullScale(double hertz) {
        short[] second = sound(sources.audio("tone:" + hertz), 100);
        long crossings = IntStream.range(1, second.length).filter(i -> second[i - 1] < 0 && second[i] >= 0).count();
        assertThat((double) crossings).isCloseTo(hertz, within(1.5));
        assertThat(IntStream.range(0, second.length).map(i -> Math.abs(second[i])).max().orElseThrow()).isBetween(7900, 8000);
    }

    @Test
    void silenceIsSilent() {
        assertThat(sound(sources.audio("silence"), 10)).containsOnly((short) 0);
    }

    @Test
    void blackIsBlackInTheSizeAndRateThatIsSaid() {
        VideoSource black = sources.video("black:320x180@10");
        assertThat(black.frameRate()).isEqualTo(10);
        I420Frame frame = black.next(0).orElseThrow();
        assertThat(frame.width()).isEqualTo(320);
        assertThat(frame.height()).isEqualTo(180);
        assertThat(frame.data()).containsOnly(16, 128);
        assertThat(sources.video("black").next(0).orElseThrow().width()).isEqualTo(640);
    }

    @Test
    void aTestPatternShowsTheTimeOfDayAndABarThatWanders() {
        byte[] noon = picture("12:00:00.000Z", 0);
        assertThat(picture("12:00:00.000Z", 0)).isEqualTo(noon);
        int clock = 640 * 7 * 6;
        assertThat(noon).startsWith(firstBytes(picture("12:00:00.000Z", 0), clock));
        assertThat(firstBytes(picture("12:00:01.000Z", 0), clock)).isNotEqualTo(firstBytes(noon, clock));
        assertThat(picture("12:00:00.000Z", 100)).isNotEqualTo(noon);
    }

    private static byte[] picture(String time, int after) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T" + time), ZoneOffset.UTC);
        PatternSource pattern = new PatternSource(640, 360, 15, clock);
        IntStream.range(0, after).forEach(i -> pattern.next(i));
        return pattern.next(after).orElseThrow().data().clone();
    }

    private static byte[] firstBytes(byte[] data, int count) {
        return ByteBuffer.allocate(count).put(data, 0, count).array();
    }

    @Test
    void aSoundFileOfAnotherRateWithTwoChannelsIsPlayedAtItsSpeedMixedAndAgain() throws IOException {
        // half a second that rises from 0 on one channel only
        int frames = 4000;
        ByteBuffer samples = ByteBuffer.allocate(4 * frames).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, frames).forEach(i -> samples.putShort((short) (2 * i)).putShort((short) 0));
        short[] second = sound(WavSource.open(wav(1, 2, 8000, 16, samples.array()).toString()), 100);
        // the conversion makes it 2 ms late, in which it rises by 16
        assertThat((int) second[12_000]).isCloseTo(1984, within(10));
        assertThat((int) second[23_990]).isCloseTo(4000, within(20));
        assertThat((int) second[36_000]).isCloseTo(1984, within(10));
    }

    @Test
    void aSoundFileThatCannotBePlayedIsNamedWithTheReason() throws IOException {
        Path bytes = wav(1, 1, 8000, 8, new byte[100]);
        Path text = Files.writeString(folder.resolve("text.wav"), "no sound at all, but long enough");
        assertThatThrownBy(() -> sources.audio("file:" + bytes)).hasMessageContaining(bytes.toString()).hasMessageContaining("16 bit PCM");
        assertThatThrownBy(() -> sources.audio("file:" + text)).hasMessageContaining(text.toString()).hasMessageContaining("no WAV file");
        assertThatThrownBy(() -> sources.audio("file:/no/such.wav")).hasMessageContaining("'/no/such.wav'")
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aPictureFileIsPlayedAtItsRateAndAgain() throws IOException {
        VideoSource film = Y4mSource.open(film("C420jpeg", 3).toString());
        assertThat(film.frameRate()).isEqualTo(12.5);
        byte[] shades = new byte[7];
        for (int i = 0; i < shades.length; i++) {
            I420Frame frame = film.next(i).orElseThrow();
            assertThat(frame.width()).isEqualTo(18);
            shades[i] = frame.data()[0];
        }
        assertThat(shades).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void aPictureFileThatCannotBePlayedIsNamedWithTheReason() throws IOException {
        Path wide = film("C444", 1);
        assertThatThrownBy(() -> sources.video("file:" + wide)).hasMessageContaining(wide.toString()).hasMessageContaining("4:2:0");
        assertThatThrownBy(() -> sources.video("pattern:641x360")).hasMessageContaining("641x360");
    }

    private static short[] sound(AudioSource source, int blocks) {
        short[] all = new short[blocks * AudioSource.BLOCK];
        short[] block = new short[AudioSource.BLOCK];
        for (int i = 0; i < blocks; i++) {
            Arrays.fill(block, (short) 0);
            source.read(block);
            System.arraycopy(block, 0, all, i * block.length, block.length);
        }
        return all;
    }

    private Path wav(int format, int channels, int rate, int bits, byte[] samples) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(44 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(36 + samples.length).put(ascii("WAVEfmt ")).putInt(16).putShort((short) format)
                .putShort((short) channels).putInt(rate).putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8))
                .putShort((short) bits).put(ascii("data")).putInt(samples.length).put(samples);
        return Files.write(folder.resolve(channels + "-" + bits + ".wav"), file.array());
    }

    /** Pictures of 18x10, one shade darker than the next. */
    private Path film(String space, int frames) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(1000);
        file.put(ascii("YUV4MPEG2 W18 H10 F25:2 Ip A1:1 " + space + "\n"));
        for (byte shade = 0; shade < frames; shade++) {
            byte[] data = new byte[I420Frame.size(18, 10)];
            Arrays.fill(data, shade);
            file.put(ascii("FRAME\n")).put(data);
        }
        return Files.write(folder.resolve(space + ".y4m"), firstBytes(file.array(), file.position()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
