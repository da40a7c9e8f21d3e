/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.sipconnector.sip.digest.DigestAlgorithm;

/**
 * What is accepted of a peer's security.
 *
 * @param versions      TLS versions, such as {@code TLSv1.3}
 * @param ciphers       TLS cipher suites by their Java names, best first
 * @param minimumDigest challenges of weaker algorithms are not answered
 * @param origins       web pages that may open a WebSocket to our listeners, such as {@code https://phone.example.com}; empty for
 *     all; what sends no Origin is no web page
 */
public record SecurityPolicy(List<String> versions, List<String> ciphers, DigestAlgorithm minimumDigest, List<String> origins) {

    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
    /** Forward secrecy and authenticated encryption: no key exchange by RSA, no CBC. */
    private static final List<String> CIPHERS = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    public static final SecurityPolicy DEFAULT =
            new SecurityPolicy(List.of("TLSv1.3", "TLSv1.2"), CIPHERS, DigestAlgorithm.MD5, List.of());

    public SecurityPolicy {
        versions = List.copyOf(versions);
        ciphers = List.copyOf(ciphers);
        origins = List.copyOf(origins);
    }

    /** Whether a web page of that origin may open a WebSocket; null for what is no web page. */
    boolean allows(String origin) {
        return origin == null || origins.isEmpty() || origins.stream().anyMatch(origin::equalsIgnoreCase);
    }

    /** @throws IllegalArgumentException when it is no version we speak */
    public static String version(String name) {
        return one(name, VERSIONS);
    }

    /** @throws IllegalArgumentException when this Java runtime does not know the suite */
    public static String cipher(String name) {
        try {
            return one(name, Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    /** @throws IllegalArgumentException when it is no algorithm we know */
    public static DigestAlgorithm digest(String name) {
        return Arrays.stream(DigestAlgorithm.values()).filter(algorithm -> algorithm.token().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no digest algorithm"));
    }

    private static String one(String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("'" + name + "' is not known");
        }
        return name;
    }
}
