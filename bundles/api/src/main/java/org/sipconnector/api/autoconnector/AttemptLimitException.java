/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import org.sipconnector.api.SipConnectorException;

/** All attempts of a cycle are used up; from now on the server is checked until it can be reached. */
public final class AttemptLimitException extends SipConnectorException {

    public AttemptLimitException() {
        super("Limit reached");
    }
}
