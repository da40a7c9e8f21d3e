/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/**
 * A request other than INVITE, ACK, CANCEL, BYE and REGISTER.
 *
 * @param id      chosen by the caller, returned with the outcome
 * @param method  such as {@code OPTIONS} or {@code INFO}
 * @param target  request URI outside a dialog; ignored inside one
 * @param headers extra headers, in order, kept byte for byte
 * @param body    body and its Content-Type
 * @param timeout how long to wait for the final response
 */
public record OutgoingRequest(
        String id, String method, String target, List<Header> headers, Optional<SipBody> body, Duration timeout) {

    /** Timer F of RFC 3261: 64 times T1. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(32);

    public OutgoingRequest {
        headers = List.copyOf(headers);
    }

    public static OutgoingRequest options(String id, String target) {
        return new OutgoingRequest(id, "OPTIONS", target, List.of(), Optional.empty(), TRANSACTION_TIMEOUT);
    }

    public static OutgoingRequest info(String id, List<Header> headers, SipBody body) {
        return new OutgoingRequest(id, "INFO", "", headers, Optional.of(body), TRANSACTION_TIMEOUT);
    }

    @Override
    public String toString() {
        return Masking.record(this);
    }
}
