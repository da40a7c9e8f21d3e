/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

/**
 * A promise was settled.
 *
 * @param reply its id
 * @param value the value, or the error's text
 */
record Replied(String reply, Object value) {}
