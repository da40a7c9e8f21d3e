/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

/**
 * What checks of the server came to.
 *
 * @param telephonyFailures failed ones in a row
 * @param escalation        how bad that is
 */
public record ServerChecks(int telephonyFailures, EscalationLevel escalation) {

    public static final ServerChecks PASSED = new ServerChecks(0, EscalationLevel.NONE);
}
