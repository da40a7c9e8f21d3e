/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transaction;

/** Timer values of RFC 3261 section 17, in milliseconds. */
public final class Timing {

    public static final long T1 = 500;
    public static final long T2 = 4_000;
    public static final long GIVE_UP = 64 * T1;

    private Timing() {}
}
