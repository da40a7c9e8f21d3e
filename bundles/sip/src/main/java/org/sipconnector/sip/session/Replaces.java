/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.Optional;
import org.sipconnector.sip.message.HeaderParameters;

/**
 * The session an INVITE wants to take the place of (RFC 3891).
 *
 * @param localTag  the tag that is ours
 * @param earlyOnly whether an established session must not be replaced
 */
public record Replaces(String callId, String localTag, String remoteTag, boolean earlyOnly) {

    /** Empty when the value is malformed. */
    public static Optional<Replaces> parse(String value) {
        HeaderParameters parameters = HeaderParameters.of(value);
        String callId = value.split(";", 2)[0].strip();
        Optional<String> to = parameters.value("to-tag").filter(tag -> !tag.isEmpty());
        Optional<String> from = parameters.value("from-tag").filter(tag -> !tag.isEmpty());
        return callId.isEmpty() || to.isEmpty() || from.isEmpty()
                ? Optional.empty()
                : Optional.of(new Replaces(callId, to.get(), from.get(), parameters.value("early-only").isPresent()));
    }
}
