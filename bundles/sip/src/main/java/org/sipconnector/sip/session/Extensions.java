package org.sipconnector.sip.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.message.IncomingRequest;

/** The extensions of SIP that a peer may require of us (RFC 3261 section 8.2.2.3). */
public final class Extensions {

    private static final List<String> KNOWN = List.of("timer", "gruu", "ice", "replaces", "outbound", "path", "100rel");

    private Extensions() {}

    /** The Unsupported header of a 420, when the request requires what is not known here. */
    public static Optional<Header> unsupported(IncomingRequest request) {
        List<String> unknown = request.entries("Require").stream()
                .filter(extension -> !KNOWN.contains(extension.toLowerCase(Locale.ROOT))).toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(new Header("Unsupported", String.join(", ", unknown)));
    }
}
