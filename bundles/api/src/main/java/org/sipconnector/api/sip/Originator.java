/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

/** Who caused something: this side, the other side, or the network and timers between. */
public enum Originator {
    LOCAL, REMOTE, SYSTEM
}
