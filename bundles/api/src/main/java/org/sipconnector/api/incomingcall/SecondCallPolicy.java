/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

/** What to do when another call comes while one rings. */
public enum SecondCallPolicy {
    /** Let both ring; the later one is the one that operations without an id are about. */
    RING,
    /** Refuse the later one with 486; nobody is told. */
    BUSY
}
