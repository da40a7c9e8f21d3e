/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.store;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Lets connectors wait for the next process instead of ending with this one. An OSGi service of the kernel; any thread. */
@ProviderType
public interface Hibernation {

    /**
     * From now on a stop of the framework keeps connectors, whatever the configuration says.
     *
     * @throws StateStoreException when there is no {@link StateStore} that could keep them, or it cannot be written to
     */
    void prepare();

    /** Takes {@link #prepare} back: the configuration says again what a stop does. */
    default void cancel() {}

    /** Whether the next stop keeps connectors since somebody has prepared it. */
    default boolean isPrepared() {
        return false;
    }

    /**
     * Why connectors would not go on as they are if this process were killed now, though they are meant to; in one line, with what to do.
     * Empty when they would, or are not meant to.
     */
    Optional<String> problem();

    /**
     * Whether connectors go on when this kernel ends and the next knows nothing of it, as one of another API does: false while there is
     * a {@link #problem}, and while writing behind is switched off.
     */
    boolean keeps();
}
