/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.resources;

import java.util.Optional;

/** Something of which a process has only so much. Asked by one thread at a time. */
interface Resource {

    /** What is short and what to do about it, in one line; empty while there is enough. */
    Optional<String> shortage();

    /** Whether a new call needs it. */
    default boolean neededByCalls() {
        return true;
    }

    /** Whether a new connection needs it. */
    default boolean neededByConnections() {
        return neededByCalls();
    }
}
