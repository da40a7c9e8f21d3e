/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.Tokens;

/**
 * Judges digest credentials. Nonces carry their time under a keyed hash, so that nothing is remembered for those who
 * never come back. Credentials count for one request: that of their URI, with a higher count than any before.
 */
public final class DigestServer {

    /** What came of a request's credentials. */
    public enum Verdict { MISSING, STALE, WRONG, RIGHT }

    private static final Duration NONCE_LIFE = Duration.ofMinutes(10);
    private static final int MOST_NONCES = 20_000;
    private static final Set<String> QOPS = Set.of("auth", "auth-int");
    private static final Pattern COUNT = Pattern.compile("[0-9a-fA-F]{8}");

    private final String realm;
    private final Function<String, Optional<Secret>> passwords;
    private final SecretKeySpec key;
    private final NonceCounts counts = new NonceCounts(MOST_NONCES);

    public DigestServer(String realm, Function<String, Optional<Secret>> passwords) {
        this.realm = realm;
        this.passwords = passwords;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /**
     * MD5 alone: JsSIP looks at the last challenge only, baresip gives up at the first one it does not know, and
     * neither knows SHA-256. Credentials of SHA-256 are judged all the same.
     */
    public List<Header> challenges(boolean stale) {
        return List.of(challenge(DigestAlgorithm.MD5, nonce(System.currentTimeMillis()), stale));
    }

    private Header challenge(DigestAlgorithm algorithm, String nonce, boolean stale) {
        return new Header("WWW-Authenticate", "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", algorithm="
                + algorithm.token() + ", qop=\"auth\"" + (stale ? ", stale=true" : ""));
    }

    /** Judges the credentials for our realm, and the user they must be of. */
    public Verdict judge(IncomingRequest request, String user) {
        for (String value : request.all("Authorization")) {
            Optional<AuthParameters> credentials = AuthParameters.digest(value)
                    .filter(parameters -> parameters.get("realm").equals(realm));
            if (credentials.isPresent()) {
                return judge(credentials.get(), request, user);
            }
        }
        return Verdict.MISSING;
    }

    private Verdict judge(AuthParameters given, IncomingRequest request, String user) {
        Optional<DigestAlgorithm> algorithm =
                DigestAlgorithm.of(given.has("algorithm") ? given.get("algorithm") : "MD5");
        Optional<Secret> password = passwords.apply(given.get("username"));
        if (algorithm.isEmpty() || password.isEmpty() || !given.get("username").equals(user) || !bound(given, request)) {
            return Verdict.WRONG;
        }
        String ha1 = DigestResponse.ha1(algorithm.get(), user, realm, password.get().reveal());
        String body = request.body().map(org.sipconnector.api.sip.SipBody::content).orElse("");
        String wanted = DigestResponse.of(algorithm.get(), ha1,
                new DigestResponse.Use(given.get("nonce"), given.get("nc"), given.get("cnonce"), given.get("qop")),
                new DigestResponse.Authenticated(request.requestMethod(), given.get("uri"), body));
        if (!MessageDigest.isEqual(wanted.getBytes(StandardCharsets.UTF_8), given.get("response").getBytes(StandardCharsets.UTF_8))) {
            return Verdict.WRONG;
        }
        OptionalLong made = made(given.get("nonce"));
        return made.isPresent() && counts.next(given.get("nonce"), made.getAsLong(), Long.parseLong(given.get("nc"), 16))
                ? Verdict.RIGHT
                : Verdict.STALE;
    }

    /** Whether they are protected against being used for another request, or a second time. */
    private static boolean bound(AuthParameters given, IncomingRequest request) {
        return QOPS.contains(given.get("qop").toLowerCase(Locale.ROOT)) && COUNT.matcher(given.get("nc")).matches()
                && !given.get("cnonce").isEmpty() && given.get("uri").equals(request.requestUri());
    }

    private String nonce(long time) {
        byte[] head = ByteBuffer.allocate(16).putLong(time).put(Tokens.random(8).getBytes(StandardCharsets.US_ASCII)).array();
        byte[] seal = Arrays.copyOf(seal(head), 16);
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(32).put(head).put(seal).array());
    }

    /** When the nonce was made, in milliseconds; absent when it is not ours or too old. */
    private OptionalLong made(String nonce) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
        if (bytes.length != 32) {
            return OptionalLong.empty();
        }
        byte[] head = Arrays.copyOf(bytes, 16);
        boolean ours = MessageDigest.isEqual(Arrays.copyOf(seal(head), 16), Arrays.copyOfRange(bytes, 16, 32));
        long time = ByteBuffer.wrap(head).getLong();
        return ours && System.currentTimeMillis() - time < NONCE_LIFE.toMillis() ? OptionalLong.of(time) : OptionalLong.empty();
    }

    private byte[] seal(byte[] head) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(head);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
        }
    }
}
