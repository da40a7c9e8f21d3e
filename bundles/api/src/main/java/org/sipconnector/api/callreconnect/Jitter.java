/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

/** How much of a pause is left to chance, so that many clients do not come back in the same moment. */
public enum Jitter {
    /** Nothing: exactly the pause. */
    NONE,
    /** Half of the pause, and a random part of the other half. */
    EQUAL,
    /** A random part of the pause. */
    FULL
}
