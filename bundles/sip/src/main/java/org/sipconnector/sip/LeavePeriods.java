/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.time.Duration;

/**
 * How long a foundation that ends waits for others.
 *
 * @param answers     for the answers to requests under way
 * @param withdrawals for the ends of offers that are withdrawn after that
 * @param handOver    for each owner's part, which the loops give away
 */
record LeavePeriods(Duration answers, Duration withdrawals, Duration handOver) {

    static final LeavePeriods STANDARD = new LeavePeriods(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofSeconds(4));
}
