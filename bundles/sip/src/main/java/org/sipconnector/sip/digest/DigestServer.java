package org.sipconnector.sip.digest;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.Tokens;

/**
 * Judges digest credentials. Nonces carry their time under a keyed hash, so that nothing is remembered for those who
 * never come back.
 */
public final class DigestServer {

    /** What came of a request's credentials. */
    public enum Verdict { MISSING, STALE, WRONG, RIGHT }

    private static final Duration NONCE_LIFE = Duration.ofMinutes(10);

    private final String realm;
    private final Function<String, Optional<Secret>> passwords;
    private final SecretKeySpec key;

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
        if (algorithm.isEmpty() || password.isEmpty() || !given.get("username").equals(user)) {
            return Verdict.WRONG;
        }
        String ha1 = DigestResponse.ha1(algorithm.get(), user, realm, password.get().reveal());
        String body = request.body().map(org.sipconnector.api.sip.SipBody::content).orElse("");
        String wanted = DigestResponse.of(algorithm.get(), ha1, given.get("nonce"), given.get("nc"),
                given.get("cnonce"), given.get("qop"), request.requestMethod(), given.get("uri"), body);
        if (!MessageDigest.isEqual(wanted.getBytes(), given.get("response").getBytes())) {
            return Verdict.WRONG;
        }
        return alive(given.get("nonce")) ? Verdict.RIGHT : Verdict.STALE;
    }

    private String nonce(long time) {
        byte[] head = ByteBuffer.allocate(16).putLong(time).put(Tokens.random(8).getBytes()).array();
        byte[] seal = Arrays.copyOf(seal(head), 16);
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(32).put(head).put(seal).array());
    }

    private boolean alive(String nonce) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (bytes.length != 32) {
            return false;
        }
        byte[] head = Arrays.copyOf(bytes, 16);
        boolean ours = MessageDigest.isEqual(Arrays.copyOf(seal(head), 16), Arrays.copyOfRange(bytes, 16, 32));
        return ours && System.currentTimeMillis() - ByteBuffer.wrap(head).getLong() < NONCE_LIFE.toMillis();
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
