/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.foundation;

import org.sipconnector.api.SipConnectorException;

/** A foundation was asked while there is none. Nothing can be concluded about who asked. */
public final class AbsentFoundationException extends SipConnectorException {

    private static final long serialVersionUID = 1;

    /** @param name of its interface */
    public AbsentFoundationException(String name) {
        super(name + " is absent: its bundle is not started, or is being replaced");
    }
}
