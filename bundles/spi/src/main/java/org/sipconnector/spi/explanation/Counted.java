/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

/** Counts in sentences. */
public final class Counted {

    private Counted() {}

    /** Such as "1 call" and "2 calls"; for words whose plural has an s. */
    public static String of(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
