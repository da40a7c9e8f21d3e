/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sipconnector.api.Secret;

/** Signed conference tokens: JSON Web Tokens (RFC 7519, HS256) by a key that lives as long as the simulator. */
final class ConferenceTokens {

    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] key = new byte[32];
    private final Clock clock;

    /** Whom a token lets into which room. */
    record Claim(String room, String participant) {}

    ConferenceTokens(Clock clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    Secret issue(String room, String participant) {
        String claims = JsonNodeFactory.instance.objectNode().put("conference", room).put("sub", participant)
                .put("exp", clock.instant().plus(LIFETIME).getEpochSecond()).toString();
        String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims.getBytes(StandardCharsets.UTF_8));
        return Secret.of(signed + "." + encode(sign(signed)));
    }

    /** What the token says, when it is ours, whole, and not expired. */
    Optional<Claim> verify(String token) {
        int end = token.lastIndexOf('.');
        int middle = token.indexOf('.');
        if (middle < 0 || end <= middle) {
            return Optional.empty();
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(end + 1));
            if (!MessageDigest.isEqual(signature, sign(token.substring(0, end)))) {
                return Optional.empty();
            }
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.substring(middle + 1, end)));
            return claims.path("exp").asLong() > clock.instant().getEpochSecond()
                    ? Optional.of(new Claim(claims.path("conference").asText(), claims.path("sub").asText()))
                    : Optional.empty();
        } catch (IllegalArgumentException | IOException malformed) {
            return Optional.empty();
        }
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
