/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.kernel.Lane;

/** What the parts of the manager work with: the lane, the media engine, and the one record of state. */
final class PresentationContext {

    final Lane lane;
    final MediaEngine media;
    private Presenting presenting;

    PresentationContext(Lane lane, MediaEngine media, Presenting presenting) {
        this.lane = lane;
        this.media = media;
        this.presenting = presenting;
    }

    Presenting presenting() {
        return presenting;
    }

    void change(UnaryOperator<Presenting> change) {
        presenting = change.apply(presenting);
        lane.show(snapshot());
    }

    void signal(Object signal) {
        PresentationChart.CHART.step(presenting.position(), signal)
                .ifPresent(position -> change(present -> present.with(position)));
    }

    void publish(PresentationEvent event) {
        lane.publish(event);
    }

    CallSnapshot call() {
        return lane.manager(CallManager.class).snapshot();
    }

    Optional<Job> current() {
        return presenting.current();
    }

    PresentationSnapshot snapshot() {
        return new PresentationSnapshot(presenting.position().state(), presenting.position().context().track(),
                !presenting.jobs().isEmpty(), presenting.position().context().lastError());
    }
}
