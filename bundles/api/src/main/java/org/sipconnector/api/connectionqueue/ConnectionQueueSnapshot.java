/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connectionqueue;

/**
 * The queue as it is.
 *
 * @param running whether a connect runs
 * @param waiting how many wishes wait for it to settle
 */
public record ConnectionQueueSnapshot(boolean running, int waiting) {

    public static final ConnectionQueueSnapshot EMPTY = new ConnectionQueueSnapshot(false, 0);
}
