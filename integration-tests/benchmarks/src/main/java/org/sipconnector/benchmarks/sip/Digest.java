/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** MD5 digest with qop auth (RFC 7616), of the registrar and of the raw jain-sip candidate. */
final class Digest {

    private Digest() {}

    static String response(String user, String password, String realm, String nonce, String count, String clientNonce,
            String method, String uri) {
        return md5(md5(user + ':' + realm + ':' + password) + ':' + nonce + ':' + count + ':' + clientNonce + ":auth:"
                + md5(method + ':' + uri));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no MD5", e);
        }
    }
}
