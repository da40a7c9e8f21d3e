/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import org.sipconnector.api.Event;

/** A timer of the manager that hears it has run out. */
public record TimerFired(String timer) implements Event {}
