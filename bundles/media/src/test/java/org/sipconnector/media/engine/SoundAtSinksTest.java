/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.media.sound.Spectrum;
import org.sipconnector.spi.media.CodecPreferences;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** Whatever codec a call has, sinks hear 48 kHz in blocks of 10 ms. */
class SoundAtSinksTest extends NativeTest {

    private static final LocalTrack TONE = new LocalTrack("tone-track", MediaKind.AUDIO, "tone:1000");
    private static final TransceiverSettings EAR = TransceiverSettings.receiving("ear", MediaKind.AUDIO);

    @AfterEach
    void forgetServices() {
        List.of("first", "second").forEach(SERVICES::remove);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opus", "G722", "PCMU", "PCMA"})
    void aToneComesWithItsFrequencyAndItsLength(String codec) {
        Recording heard = record("first");
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            connect(caller, callee, codec);
            engine.addSink(callee.id, "ear", "service:first");
            heard.isGood(codec);
            assertThat(codecOf(callee)).isEqualToIgnoringCase("audio/" + codec);
        }
    }

    @Test
    void aCallIsHeardWellWhileOthersOfOtherCodecsComeAndGo() {
        Recording first = record("first");
        Recording second = record("second");
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            connect(caller, callee, "PCMU");
            engine.addSink(callee.id, "ear", "service:first");
            try (TestPeer other = new TestPeer(engine); TestPeer another = new TestPeer(engine)) {
                connect(other, another, "opus");
                engine.addSink(another.id, "ear", "service:second");
                second.isGood("opus beside PCMU");
                first.isGood("PCMU beside opus");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8000, 1", "8000, 2", "16000, 1", "32000, 2", "44100, 1", "44100, 2", "48000, 1", "48000, 2", "48000, 6"})
    void whateverADecoderGivesIsMadeWhatIsPromised(int rate, int channels) {
        Recording heard = new Recording();
        AudioMeter meter = new AudioMeter(() -> {});
        meter.add(block -> heard.accept(null, null, block));
        play(meter, rate, channels, 150);
        heard.isGood(rate + " Hz with " + channels + " channels");
        assertThat(meter.received()).isEqualTo(150);
    }

    @Test
    void aRateThatChangesDuringTheCallLeavesOnlyAMomentUnclean() {
        Recording heard = new Recording();
        AudioMeter meter = new AudioMeter(() -> {});
        play(meter, 48_000, 1, 10);
        meter.add(block -> heard.accept(null, null, block));
        play(meter, 8_000, 1, 20);
        play(meter, 48_000, 2, 20);
        play(meter, 16_000, 1, 150);
        heard.isGood("after other rates");
    }

    private static void play(AudioMeter meter, int rate, int channels, int blocks) {
        int frames = rate / 100;
        for (int block = 0; block < blocks; block++) {
            ByteBuffer data = ByteBuffer.allocate(2 * channels * frames).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < frames; i++) {
                short sample = (short) (8000 * Math.sin(2 * Math.PI * 1000 * (block * frames + i) / rate));
                for (int channel = 0; channel < channels; channel++) {
                    data.putShort(sample);
                }
            }
            meter.onData(data.array(), 16, rate, channels, frames);
        }
    }

    private static Recording record(String name) {
        Recording recording = new Recording();
        SERVICES.put(name, recording);
        return recording;
    }

    private static void connect(TestPeer caller, TestPeer callee, String codec) {
        List<String> others = Stream.of("opus", "G722", "PCMU", "PCMA").filter(other -> !other.equals(codec))
                .map(other -> "audio/" + other).toList();
        caller.with(new TransceiverSettings("audio", MediaKind.AUDIO, Direction.SENDRECV, Optional.of(TONE), List.of("stream"),
                List.of(), new CodecPreferences(List.of(), others)));
        caller.call(callee, EAR);
        callee.awaitMoreAudio();
    }

    private static String codecOf(TestPeer peer) {
        List<Map<String, Object>> entries = peer.statistics();
        Object id = entries.stream().filter(entry -> entry.get("type").equals("inbound-rtp")).findFirst().orElseThrow()
                .get("codecId");
        return entries.stream().filter(entry -> entry.get("id").equals(id)).findFirst().orElseThrow().get("mimeType").toString()
                .toLowerCase(Locale.ROOT);
    }

    /** Keeps what it hears. */
    private static final class Recording implements AudioSink {

        private static final int WARMING = 40;
        private static final int KEPT = 100;

        private final List<short[]> blocks = new CopyOnWriteArrayList<>();

        @Override
        public void accept(PeerId peer, RemoteTrack track, short[] block) {
            blocks.add(block);
        }

        /** A busy machine leaves gaps in what is sent: one clean second is enough, since a wrong rate never gives one. */
        void isGood(String what) {
            Await.reading("a good second of " + what, this::latestFault, String::isEmpty);
        }

        private String latestFault() {
            int heard = blocks.size();
            return heard < WARMING + KEPT ? "less than a second was heard" : fault(blocks.subList(heard - KEPT, heard));
        }

        /** What is wrong with a second of sound; nothing when it is the tone. */
        private static String fault(List<short[]> second) {
            short[] samples = new short[KEPT * 480];
            for (int i = 0; i < KEPT; i++) {
                short[] block = second.get(i);
                if (block.length != 480) {
                    return "a block has " + block.length + " samples";
                }
                System.arraycopy(block, 0, samples, i * 480, 480);
            }
            Spectrum spectrum = new Spectrum(samples, 48_000);
            double amplitude = spectrum.at(1000);
            boolean good = Math.abs(spectrum.frequency() - 1000) < 15 && amplitude > 5000 && amplitude < 9000 && spectrum.purity(1000) > 0.9;
            return good
                    ? ""
                    : String.format("%.0f Hz, amplitude %.0f, purity %.2f", spectrum.frequency(), amplitude, spectrum.purity(1000));
        }
    }
}
