/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

/**
 * Until when new calls begin.
 *
 * @param calls            as many as may be there at once
 * @param processorPercent how busy the processors may be, from 1 to 100; 100 never keeps a call from beginning
 */
public record Capacity(int calls, int processorPercent) {

    public static final Capacity DEFAULT = new Capacity(1_000_000, 100);
}
