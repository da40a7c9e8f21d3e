/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import static org.sipconnector.api.presentation.PresentationState.ACTIVE;
import static org.sipconnector.api.presentation.PresentationState.FAILED;
import static org.sipconnector.api.presentation.PresentationState.IDLE;
import static org.sipconnector.api.presentation.PresentationState.STARTING;
import static org.sipconnector.api.presentation.PresentationState.STOPPING;

import java.util.Optional;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.kernel.chart.Chart;

/** How far the presentation has come. */
final class PresentationChart {

    record Start(LocalTrack track) {}

    record Started(LocalTrack track) {}

    /** The track is being or was replaced. */
    record Update(LocalTrack track) {}

    record Fail(String reason) {}

    record CallFail(String reason) {}

    enum Signal {
        END, ENDED, CALL_ENDED, RESET
    }

    /**
     * @param track     what is presented
     * @param lastError why the last presentation failed
     */
    record Screen(Optional<LocalTrack> track, Optional<String> lastError) {

        static final Screen NONE = new Screen(Optional.empty(), Optional.empty());

        static Screen of(LocalTrack track) {
            return new Screen(Optional.of(track), Optional.empty());
        }

        static Screen failed(String reason) {
            return new Screen(Optional.empty(), Optional.of(reason));
        }
    }

    static final Chart<PresentationState, Screen> CHART = Chart.of("presentation", IDLE, Screen.NONE)
            .on(Start.class).from(IDLE, FAILED).doing((screen, start) -> Screen.of(start.track())).to(STARTING)
            .on(Started.class).from(STARTING).doing((screen, started) -> Screen.of(started.track())).to(ACTIVE)
            .on(Update.class).from(ACTIVE).doing((screen, update) -> Screen.of(update.track())).stay()
            .on(Signal.END).from(ACTIVE).to(STOPPING)
            .on(Signal.ENDED).from(STARTING, ACTIVE, STOPPING, FAILED).doing((screen, ended) -> Screen.NONE).to(IDLE)
            .on(Fail.class).from(STARTING, ACTIVE, STOPPING).doing((screen, fail) -> Screen.failed(fail.reason())).to(FAILED)
            .on(Signal.CALL_ENDED).from(STARTING, ACTIVE, STOPPING).doing((screen, ended) -> Screen.NONE).to(IDLE)
            .on(CallFail.class).from(STARTING, ACTIVE, STOPPING)
            .doing((screen, fail) -> Screen.failed(fail.reason())).to(FAILED)
            .on(Signal.RESET).from(FAILED).doing((screen, reset) -> Screen.NONE).to(IDLE)
            .build();

    private PresentationChart() {}
}
