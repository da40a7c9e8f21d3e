/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

/** A value is no data of the API: a client's function, or an object of its own. */
public final class NotStorableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotStorableException(Class<?> type) {
        super(type.getName() + " cannot outlive the process");
    }
}
