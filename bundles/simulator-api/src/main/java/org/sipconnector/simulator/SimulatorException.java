/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import org.sipconnector.api.SipConnectorException;

/** The simulator could not do what it was asked: there is no such participant, or the client refused. */
public final class SimulatorException extends SipConnectorException {

    public SimulatorException(String message) {
        super(message);
    }
}
