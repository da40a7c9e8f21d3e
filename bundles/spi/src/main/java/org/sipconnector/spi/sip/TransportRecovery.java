/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.time.Duration;

/**
 * What becomes of a user agent's transport when it is lost. A value; any thread.
 *
 * @param automatic whether it is opened again by itself
 * @param min       shortest wait before that
 * @param max       longest such wait
 */
public record TransportRecovery(boolean automatic, Duration min, Duration max) {}
