/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import org.sipconnector.api.SipConnectorException;

/** The client's parameters are gone, as after a restart of the framework: start again with parameters. */
public final class ParametersMissingException extends SipConnectorException {

    public ParametersMissingException() {
        super("Auto connector parameters are missing in attemptingConnect state");
    }
}
