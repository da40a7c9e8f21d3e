/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.videosendingbalancer;

import org.sipconnector.api.SipConnectorException;

/** There is no peer connection to balance; make a call first. */
public final class NoConnectionException extends SipConnectorException {

    public NoConnectionException() {
        super("connection is not exist");
    }
}
