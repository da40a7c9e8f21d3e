/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import org.sipconnector.api.SipConnectorException;

/** A source of sound or pictures could not be had. The call goes on with what it sent before; name another source. */
public final class SourceFailedException extends SipConnectorException {

    private final String source;

    /**
     * @param source as it was named, such as {@code file:/path}
     * @param reason why it could not be had
     */
    public SourceFailedException(String source, String reason) {
        super("source " + source + " failed: " + reason);
        this.source = source;
    }

    public String source() {
        return source;
    }
}
