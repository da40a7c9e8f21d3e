/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.time.Duration;

/**
 * The waits before a lost transport is opened again.
 *
 * @param shortest the first of them at least
 * @param longest  the later ones at most
 */
public record ReconnectPauses(Duration shortest, Duration longest) {}
