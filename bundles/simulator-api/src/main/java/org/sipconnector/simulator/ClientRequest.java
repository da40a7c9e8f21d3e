/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.Header;

/**
 * A request a client sent inside its call.
 *
 * @param contentType empty without a body
 * @param headers     its extra headers
 * @param body        its body, may be empty
 */
public record ClientRequest(String method, String contentType, List<Header> headers, String body) {

    public ClientRequest {
        headers = List.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Header.find(headers, name);
    }

    @Override
    public String toString() {
        return Masking.record(this);
    }
}
