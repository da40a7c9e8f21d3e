/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

/** Says that somebody may not ask, and with what they are answered. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    /** @param refusal which is its message, too */
    public RefusedException(Refusal refusal) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    /** What they are answered. */
    public Refusal refusal() {
        return refusal;
    }
}
