/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.kernel.chart.Position;
import org.sipconnector.presentation.PresentationChart.CallFail;
import org.sipconnector.presentation.PresentationChart.Fail;
import org.sipconnector.presentation.PresentationChart.Screen;
import org.sipconnector.presentation.PresentationChart.Signal;
import org.sipconnector.presentation.PresentationChart.Start;
import org.sipconnector.presentation.PresentationChart.Started;
import org.sipconnector.presentation.PresentationChart.Update;

class PresentationChartTest {

    private static final LocalTrack TRACK = new LocalTrack("screen", MediaKind.VIDEO, "black");
    private static final Screen SCREEN = Screen.of(TRACK);

    @Test
    void theDeclarationIsSound() {
        assertThat(PresentationChart.CHART.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "IDLE, STARTING, , , , , , , ,",
            "STARTING, , ACTIVE, , , IDLE, FAILED, IDLE, FAILED,",
            "ACTIVE, , , ACTIVE, STOPPING, IDLE, FAILED, IDLE, FAILED,",
            "STOPPING, , , , , IDLE, FAILED, IDLE, FAILED,",
            "FAILED, STARTING, , , , IDLE, , , , IDLE"})
    void everyPairOfStateAndSignal(PresentationState from, PresentationState start, PresentationState started,
            PresentationState update, PresentationState end, PresentationState ended, PresentationState fail,
            PresentationState callEnded, PresentationState callFail, PresentationState reset) {
        assertThat(after(from, new Start(TRACK))).isEqualTo(start);
        assertThat(after(from, new Started(TRACK))).isEqualTo(started);
        assertThat(after(from, new Update(TRACK))).isEqualTo(update);
        assertThat(after(from, Signal.END)).isEqualTo(end);
        assertThat(after(from, Signal.ENDED)).isEqualTo(ended);
        assertThat(after(from, new Fail("why"))).isEqualTo(fail);
        assertThat(after(from, Signal.CALL_ENDED)).isEqualTo(callEnded);
        assertThat(after(from, new CallFail("why"))).isEqualTo(callFail);
        assertThat(after(from, Signal.RESET)).isEqualTo(reset);
    }

    @Test
    void aFailureIsRememberedUntilTheNextStart() {
        var failed = PresentationChart.CHART.step(new Position<>(PresentationState.ACTIVE, SCREEN), new Fail("why")).orElseThrow();

        assertThat(failed.context()).isEqualTo(new Screen(Optional.empty(), Optional.of("why")));
        assertThat(PresentationChart.CHART.step(failed, new Start(TRACK)).orElseThrow().context()).isEqualTo(SCREEN);
        assertThat(PresentationChart.CHART.step(failed, Signal.RESET).orElseThrow().context()).isEqualTo(Screen.NONE);
    }

    private static PresentationState after(PresentationState from, Object signal) {
        return PresentationChart.CHART.step(new Position<>(from, SCREEN), signal).map(Position::state).orElse(null);
    }
}
