/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

import org.sipconnector.api.SipConnectorException;

/** A video was not sent within the time allowed. */
public final class NoOutboundVideoException extends SipConnectorException {

    public NoOutboundVideoException(String track) {
        super("Timed out waiting for outbound-rtp packets with video track " + track);
    }
}
