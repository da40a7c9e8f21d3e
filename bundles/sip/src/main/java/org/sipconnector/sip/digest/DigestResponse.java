/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

/** The arithmetic of RFC 7616 section 3.4, shared by both sides. */
final class DigestResponse {

    /** The use of a challenge; count and cnonce are read where there is a qop only. */
    record Use(String nonce, String nc, String cnonce, String qop) {}

    /** What is authenticated; the body counts with auth-int only. */
    record Authenticated(String method, String uri, String body) {}

    private DigestResponse() {}

    /** H(user:realm:password), the only form in which a password needs to be kept. */
    static String ha1(DigestAlgorithm algorithm, String user, String realm, char[] password) {
        return algorithm.hash(user + ':' + realm + ':' + String.valueOf(password));
    }

    static String of(DigestAlgorithm algorithm, String ha1, Use use, Authenticated request) {
        String a2 = request.method + ':' + request.uri + (use.qop.equals("auth-int") ? ':' + algorithm.hash(request.body) : "");
        String ha2 = algorithm.hash(a2);
        return algorithm.hash(use.qop.isEmpty()
                ? ha1 + ':' + use.nonce + ':' + ha2
                : ha1 + ':' + use.nonce + ':' + use.nc + ':' + use.cnonce + ':' + use.qop + ':' + ha2);
    }
}
