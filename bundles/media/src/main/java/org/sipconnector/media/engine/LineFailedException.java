/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

/** A command of the whole connection failed because of one line. */
final class LineFailedException extends RuntimeException {

    private final String transceiver;

    LineFailedException(String transceiver, Throwable cause) {
        super(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
        this.transceiver = transceiver;
    }

    String transceiver() {
        return transceiver;
    }
}
