/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.Locale;

/** The quality a spectator asks for. */
public enum RecvQuality {
    LOW, MEDIUM, HIGH, AUTO;

    /** What is asked of the server: automatic means high. */
    public RecvQuality effective() {
        return this == AUTO ? HIGH : this;
    }

    /** The spelling of the protocol. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
