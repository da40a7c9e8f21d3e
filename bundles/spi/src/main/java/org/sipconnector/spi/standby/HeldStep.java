/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

/**
 * What a manager still waits for.
 *
 * @param manager name of its API
 * @param key     what the manager knows it by, as in {@link HeldMessage.Answer}
 */
public record HeldStep(String manager, String key) {}
