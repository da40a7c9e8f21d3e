/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

/** A message cannot be sent, since a part of it would be read as something else: a header, or another message. */
public final class UnwritableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnwritableException(String message) {
        super(message);
    }
}
