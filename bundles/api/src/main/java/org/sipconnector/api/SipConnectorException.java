/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of all typed errors of SIP Connector. The message says what failed and, where known, what to do. Events carry
 * errors and are data: two of the same type that say the same are equal.
 */
public class SipConnectorException extends RuntimeException {

    public SipConnectorException(String message) {
        super(message);
    }

    public SipConnectorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof SipConnectorException that && getClass() == that.getClass()
                && Objects.equals(getMessage(), that.getMessage());
    }

    @Override
    public final int hashCode() {
        return Objects.hash(getClass().getName(), getMessage());
    }
}
