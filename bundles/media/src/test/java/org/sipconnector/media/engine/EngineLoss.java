/*
 * SPDX-License-Identifier: Apache-2.0
 */
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

    /**
     * Whether a connection was lost because of it: its helper was killed, and did not abort. A generated description that the
     * library took after others need not be one that it takes first; then the connection is lost for good, and nobody else.
     */
    boolean isMeant(String reason) {
        return struck.get() && (reason.contains("code 137") || reason.startsWith("it could not be made again: [")
                || reason.equals("it could not be made again: the peer connection is closed"));
    }
}
