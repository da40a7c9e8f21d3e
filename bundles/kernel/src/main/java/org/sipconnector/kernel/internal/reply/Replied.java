/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.reply;

/**
 * A promise was settled.
 *
 * @param reply its id
 * @param value the value, or the error's text
 */
public record Replied(String reply, Object value) {}
