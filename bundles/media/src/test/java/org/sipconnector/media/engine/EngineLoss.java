package org.sipconnector.media.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.sipconnector.media.helper.HelperEngine;

/** The loss of all helper processes in the midst of some lives. */
final class EngineLoss {

    private final HelperEngine helpers;
    private final AtomicBoolean struck = new AtomicBoolean();

    EngineLoss(HelperEngine helpers) {
        this.helpers = helpers;
    }

    void strike() {
        struck.set(true);
        helpers.processes().forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Whether a helper ended with this reason because of it: it was killed, and did not abort. */
    boolean isMeant(String reason) {
        return struck.get() && reason.contains("code 137");
    }
}
