/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The algorithms of RFC 7616 and RFC 8760, the one to avoid first: of equal strength, the plain one is understood by more. */
public enum DigestAlgorithm {
    MD5_SESS("MD5-sess", "MD5"),
    MD5("MD5", "MD5"),
    SHA_256_SESS("SHA-256-sess", "SHA-256"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String token;
    private final String javaName;

    DigestAlgorithm(String token, String javaName) {
        this.token = token;
        this.javaName = javaName;
    }

    /** Whether its hash is at least as strong; a session makes it neither weaker nor stronger. */
    boolean asStrongAs(DigestAlgorithm other) {
        return compareTo(other) >= 0 || javaName.equals(other.javaName);
    }

    /** Whether the password's hash is bound to the first nonce and cnonce (RFC 7616 section 3.4.2). */
    boolean session() {
        return token.endsWith("-sess");
    }

    /** The spelling in a header. */
    public String token() {
        return token;
    }

    /** Empty for an algorithm we do not know. */
    static Optional<DigestAlgorithm> of(String token) {
        for (DigestAlgorithm algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(token)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(javaName).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no " + javaName, e);
        }
    }
}
