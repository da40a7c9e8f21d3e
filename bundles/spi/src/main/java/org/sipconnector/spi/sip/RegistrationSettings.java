/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.time.Duration;
import java.util.List;
import org.sipconnector.api.sip.Header;

/**
 * What a REGISTER of a user agent says (RFC 3261 section 10.2). A value; any thread.
 *
 * @param expires wanted registration lifetime
 * @param headers extra headers of REGISTER, in order
 */
public record RegistrationSettings(Duration expires, List<Header> headers) {

    public RegistrationSettings {
        headers = List.copyOf(headers);
    }

    /** Without extra headers. */
    public static RegistrationSettings lasting(Duration expires) {
        return new RegistrationSettings(expires, List.of());
    }
}
