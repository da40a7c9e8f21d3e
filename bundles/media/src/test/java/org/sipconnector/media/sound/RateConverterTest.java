/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateConverterTest {

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000})
    void aToneKeepsItsFrequencyItsStrengthItsPurityAndItsLength(int rate) {
        short[] sound = convert(new RateConverter(rate), Spectrum.tone(1000, rate, rate), rate / 100);

        assertThat(sound.length).as("samples of one second").isCloseTo(48_000, within(1));
        Spectrum spectrum = new Spectrum(Arrays.copyOfRange(sound, 4_800, 43_200), 48_000);
        assertThat(spectrum.frequency()).isCloseTo(1000, within(2.0));
        assertThat(spectrum.at(1000)).isCloseTo(8000, within(80.0));
        assertThat(spectrum.purity(1000)).isGreaterThan(0.9999);
    }

    @Test
    void whatIsAboveHalfTheLowerRateIsNotHeard() {
        short[] images = convert(new RateConverter(8_000), Spectrum.tone(3_000, 8_000, 8_000), 80);
        assertThat(new Spectrum(images, 48_000).at(5_000)).as("the mirror image of 3 000 Hz").isLessThan(8);

        short[] aliases = convert(new RateConverter(96_000), Spectrum.tone(30_000, 96_000, 96_000), 960);
        assertThat(new Spectrum(aliases, 48_000).at(18_000)).as("30 000 Hz folded down").isLessThan(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 80, 441})
    void blocksOfAnyLengthJoinAsIfTheyWereOne(int length) {
        short[] tone = Spectrum.tone(700, 44_100, 4_410);
        assertThat(convert(new RateConverter(44_100), tone, length))
                .containsExactly(convert(new RateConverter(44_100), tone, tone.length));
    }

    @Test
    void theLoudestSoundDoesNotTurnOver() {
        short[] square = new short[800];
        for (int i = 0; i < square.length; i++) {
            square[i] = i % 16 < 8 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] sound = convert(new RateConverter(8_000), square, 80);
        for (int i = 201; i < sound.length; i++) {
            assertThat(Math.abs(sound[i] - sound[i - 1])).as("step before sample %s", i).isLessThan(40_000);
        }
    }

    @Test
    void aRateThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RateConverter(0)).withMessageContaining("0");
    }

    private static short[] convert(RateConverter converter, short[] samples, int length) {
        short[] all = {};
        for (int begin = 0; begin < samples.length; begin += length) {
            short[] some = converter.convert(Arrays.copyOfRange(samples, begin, Math.min(begin + length, samples.length)));
            int end = all.length;
            all = Arrays.copyOf(all, end + some.length);
            System.arraycopy(some, 0, all, end, some.length);
        }
        return all;
    }
}
