/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.masking.Printable;

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

    /** Seconds, and after them a comment or parameters. */
    private static final Pattern RETRY_AFTER = Pattern.compile("\\s*0*(\\d+)\\s*([(;].*)?", Pattern.DOTALL);
    private static final int MOST_DIGITS = 9;

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

    /**
     * How long whoever refused wants to be left alone (RFC 3261 section 20.33); absent when it does not say, or says no number.
     *
     * @param longest what a longer wish is taken for
     */
    public Optional<Duration> retryAfter(Duration longest) {
        Matcher matcher = RETRY_AFTER.matcher(header("Retry-After").orElse(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group(1);
        Duration wish = digits.length() > MOST_DIGITS ? longest : Duration.ofSeconds(Long.parseLong(digits));
        return Optional.of(wish.compareTo(longest) < 0 ? wish : longest);
    }

    @Override
    public String toString() {
        return (status > 0 ? status + " " + reason : reason) + " (" + cause.text() + ", "
                + originator.name().toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
