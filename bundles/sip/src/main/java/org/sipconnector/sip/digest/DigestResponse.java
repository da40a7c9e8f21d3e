/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

/** The arithmetic of RFC 7616 section 3.4, shared by both sides. */
final class DigestResponse {

    private DigestResponse() {}

    /** H(user:realm:password), the only form in which a password needs to be kept. */
    static String ha1(DigestAlgorithm algorithm, String user, String realm, char[] password) {
        return algorithm.hash(user + ':' + realm + ':' + String.valueOf(password));
    }

    static String of(DigestAlgorithm algorithm, String ha1, String nonce, String nc, String cnonce, String qop,
            String method, String uri, String body) {
        String a2 = method + ':' + uri + (qop.equals("auth-int") ? ':' + algorithm.hash(body) : "");
        String ha2 = algorithm.hash(a2);
        return algorithm.hash(qop.isEmpty()
                ? ha1 + ':' + nonce + ':' + ha2
                : ha1 + ':' + nonce + ':' + nc + ':' + cnonce + ':' + qop + ':' + ha2);
    }
}
