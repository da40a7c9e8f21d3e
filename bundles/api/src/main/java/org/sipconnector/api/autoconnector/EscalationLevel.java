/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

/** How bad a row of failed checks is. */
public enum EscalationLevel {
    NONE, WARNING, CRITICAL
}
