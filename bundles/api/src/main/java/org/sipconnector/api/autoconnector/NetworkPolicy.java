/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

/** What to do about the host's network. */
public enum NetworkPolicy {
    IGNORE,
    /** Find out whether the connection still works, and connect anew when it does not. */
    PROBE,
    RECONNECT
}
