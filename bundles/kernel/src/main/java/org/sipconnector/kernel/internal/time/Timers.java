/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.time;

import java.time.Duration;
import java.time.Instant;

/** The kernel's clock: real in a framework, virtual in tests. */
public interface Timers {

    Instant now();

    /** Runs the task once after the delay, on a thread that must not be held up; the result cancels it. */
    Runnable schedule(Duration after, Runnable task);
}
