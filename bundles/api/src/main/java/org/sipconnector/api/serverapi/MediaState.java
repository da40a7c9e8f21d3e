/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

/** Which of the own devices are on. */
public record MediaState(boolean camera, boolean microphone) {}
