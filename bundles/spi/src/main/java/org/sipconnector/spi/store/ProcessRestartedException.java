/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.store;

import org.sipconnector.api.SipConnectorException;

/** What was waited for ended with the process that it was begun in; the connector went on in the next. */
public class ProcessRestartedException extends SipConnectorException {

    private static final long serialVersionUID = 1L;

    public ProcessRestartedException() {
        super("the connector was restarted before it was done");
    }
}
