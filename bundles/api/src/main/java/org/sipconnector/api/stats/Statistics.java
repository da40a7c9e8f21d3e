/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

/** One reading of the active peer connection's statistics; what does not exist is there without values. */
public record Statistics(Outbound outbound, Inbound inbound) {

    public static final Statistics NONE = new Statistics(Outbound.NONE, Inbound.NONE);
}
