/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.RequestDraft;

/** The extensions of SIP that a peer may require of us (RFC 3261 section 8.2.2.3). */
public final class Extensions {

    /** What an OPTIONS is told, inside a dialog as outside (RFC 3261 section 11.2). */
    public static final List<Header> CAPABILITIES = List.of(new Header("Allow", RequestDraft.ALLOW),
            new Header("Accept", "application/sdp, multipart/mixed, application/dtmf-relay"),
            new Header("Supported", "ice,replaces,outbound"));

    private static final List<String> KNOWN = List.of("timer", "gruu", "ice", "replaces", "outbound", "path", "100rel");

    private Extensions() {}

    /** The Unsupported header of a 420, when the request requires what is not known here. */
    public static Optional<Header> unsupported(IncomingRequest request) {
        List<String> unknown = request.entries("Require").stream()
                .filter(extension -> !KNOWN.contains(extension.toLowerCase(Locale.ROOT))).toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(new Header("Unsupported", String.join(", ", unknown)));
    }
}
