/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import org.sipconnector.api.Event;

/**
 * A manager shows another snapshot.
 *
 * @param manager simple name of the manager's API
 */
public record SnapshotChanged(String manager, Object previous, Object current) implements Event {

    @Override
    public String name() {
        return "snapshot:" + manager;
    }
}
