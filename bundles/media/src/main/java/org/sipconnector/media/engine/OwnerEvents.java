/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.Optional;
import java.util.function.Consumer;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;

/** What the owner of a peer connection is told: at last its end, once, and nothing after that. Used on its sequence only. */
final class OwnerEvents {

    private final Consumer<MediaEvent> out;
    /** What is told when its id can be used again; empty once a loss was told. */
    private Optional<MediaEvent> farewell;
    private boolean silent;
    private boolean ended;

    OwnerEvents(PeerId id, Consumer<MediaEvent> out) {
        this.out = out;
        farewell = Optional.of(new MediaEvent.PeerClosed(id));
    }

    void tell(MediaEvent event) {
        if (!ended && !silent) {
            out.accept(event);
        }
    }

    void silence() {
        silent = true;
    }

    void speak() {
        silent = false;
    }

    boolean isSilent() {
        return silent;
    }

    /** Its end can be told now. */
    boolean mayBeLost() {
        return !ended && farewell.isPresent();
    }

    /** Tells the end now, and nothing when its id can be used again. */
    void lost(MediaEngineLost loss) {
        out.accept(loss);
        farewell = Optional.empty();
        silent = true;
    }

    /** Tells the end when its id can be used again. */
    void left(MediaEngineLost loss) {
        farewell = Optional.of(loss);
        silent = true;
    }

    /** The loss that is yet to be told. */
    Optional<MediaEvent> loss() {
        return farewell.filter(MediaEngineLost.class::isInstance);
    }

    void end() {
        farewell.ifPresent(out);
        ended = true;
    }

    boolean haveEnded() {
        return ended;
    }
}
