/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A digest challenge we are able to answer.
 *
 * @param proxy  whether a proxy asked (407) rather than the server (401)
 * @param opaque null when the challenge had none
 * @param qop    what to answer with: {@code auth}, since proxies between may rewrite a body; {@code auth-int} when nothing
 *               else is offered; or empty for RFC 2069 style
 * @param stale  the nonce was too old while the password was right
 */
record Challenge(boolean proxy, String realm, String nonce, String opaque, DigestAlgorithm algorithm, String qop,
        boolean stale) {

    private static final int LONGEST = 2_000;

    /** The nonce a server wants next (RFC 7616 section 3.5); empty when it names none that can be used. */
    static Optional<String> nextNonce(String authenticationInfo) {
        return authenticationInfo.length() > LONGEST
                ? Optional.empty()
                : Optional.of(AuthParameters.list(authenticationInfo).get("nextnonce")).filter(nonce -> !nonce.isEmpty());
    }

    /** Empty for one that cannot be answered, or is so long that nobody means it. */
    static Optional<Challenge> parse(boolean proxy, String header) {
        return header.length() > LONGEST ? Optional.empty() : AuthParameters.digest(header).flatMap(parameters -> {
            List<String> offered = List.of(parameters.get("qop").toLowerCase(Locale.ROOT).split("[,\\s]+"));
            String qop = offered.contains("auth") ? "auth" : offered.contains("auth-int") ? "auth-int" : "";
            boolean answerable = parameters.has("nonce") && (parameters.get("qop").isBlank() || !qop.isEmpty());
            String name = parameters.has("algorithm") ? parameters.get("algorithm") : "MD5";
            return DigestAlgorithm.of(name).filter(algorithm -> answerable).map(algorithm -> new Challenge(proxy,
                    parameters.get("realm"), parameters.get("nonce"),
                    parameters.has("opaque") ? parameters.get("opaque") : null, algorithm, qop,
                    parameters.get("stale").equalsIgnoreCase("true")));
        });
    }
}
