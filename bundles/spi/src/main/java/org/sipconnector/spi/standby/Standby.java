/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps connectors while the kernel is being replaced. Meanwhile foundations keep their dialogs and media, and their
 * events wait. What no kernel takes up within a limit is ended politely. An OSGi service; from any thread.
 */
@ProviderType
public interface Standby {

    /** Takes over from a kernel that stops; its connectors are detached from their foundations. */
    void hold(HeldKernel kernel);

    /** Gives what is held to the kernel that has come, once; empty when nothing is. */
    Optional<HeldKernel> take();
}
