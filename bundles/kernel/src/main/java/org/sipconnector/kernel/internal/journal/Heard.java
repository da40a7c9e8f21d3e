/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.journal;

/**
 * A manager hears an entry only now, after others have already reacted to it.
 *
 * @param number the entry's number
 */
public record Heard(long number) {}
