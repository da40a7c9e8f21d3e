/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.explanation.Printable;

/**
 * Why something did not work.
 *
 * @param originator who caused it; {@code SYSTEM} for network and timers
 * @param cause      the cause
 * @param status     final SIP status, 0 when no response arrived
 * @param reason     reason phrase or a description of the network error, in one line; what could steer a terminal is written as an
 *     escape
 * @param headers    headers of the response, empty without one
 */
public record SipFailure(Originator originator, SipCause cause, int status, String reason, List<Header> headers) {

    public SipFailure {
        reason = Printable.line(reason);
        headers = List.copyOf(headers);
    }

    public static SipFailure system(SipCause cause, String reason) {
        return new SipFailure(Originator.SYSTEM, cause, 0, reason, List.of());
    }

    public static SipFailure local(SipCause cause) {
        return new SipFailure(Originator.LOCAL, cause, 0, cause.text(), List.of());
    }

    public static SipFailure response(int status, String reason, List<Header> headers) {
        return new SipFailure(Originator.REMOTE, SipCause.ofStatus(status), status, reason, headers);
    }

    public Optional<String> header(String name) {
        return Header.find(headers, name);
    }

    @Override
    public String toString() {
        return (status > 0 ? status + " " + reason : reason) + " (" + cause.text() + ", "
                + originator.name().toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
