/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/** The 2xx a request got. */
public record SipAnswer(int status, String reason, List<Header> headers, Optional<SipBody> body) {

    public SipAnswer {
        headers = List.copyOf(headers);
    }
}
