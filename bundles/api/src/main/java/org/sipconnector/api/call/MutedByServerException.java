/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.media.MediaKind;

/** What the conference server has muted by order is unmuted by the server alone. */
public final class MutedByServerException extends SipConnectorException {

    private static final long serialVersionUID = 1L;

    public MutedByServerException(MediaKind kind) {
        super("the conference has turned the " + (kind == MediaKind.AUDIO ? "microphone" : "camera")
                + " off by order: its moderator must turn it on again");
    }
}
