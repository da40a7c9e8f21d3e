/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.foundation;

import org.sipconnector.api.SipConnectorException;

/** A foundation was asked while there is none. Nothing can be concluded about who asked. */
public final class AbsentFoundationException extends SipConnectorException {

    private static final long serialVersionUID = 1;

    /**
     * @param name of its interface, and since when it is absent
     * @param kept what waits for its return, after a separator; empty without any
     */
    public AbsentFoundationException(String name, String kept) {
        super(name + ": its bundle is not started, or is being replaced" + kept);
    }
}
