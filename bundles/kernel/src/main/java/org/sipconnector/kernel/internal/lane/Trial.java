/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.time.Instant;
import java.util.function.Consumer;
import org.sipconnector.kernel.ManagerFactory;

/**
 * The time in which new code must not throw. A message it throws on goes to the former code instead, with the state from
 * before the message.
 *
 * @param until  when the trial is passed
 * @param former the code to fall back to on the lane at once; null when it is gone and must be put back first
 * @param failed told, off the lane, when the code threw
 */
public record Trial(Instant until, ManagerFactory former, Consumer<Throwable> failed) {}
