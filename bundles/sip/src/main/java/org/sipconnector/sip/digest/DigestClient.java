/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;

/**
 * Answers digest challenges of one account. The strongest algorithm of each realm wins. A nonce is used again, with its
 * count going up, until the server calls it stale: this halves the messages of a registration.
 */
public final class DigestClient {

    private static final int MOST_REALMS = 8;
    private static final int MOST_CHALLENGES = 32;

    private final String user;
    private final Optional<Secret> password;
    private final Map<String, Answerer> answerers = new LinkedHashMap<>(2);
    private final Supplier<DigestAlgorithm> weakest;

    /** @param weakest challenges of weaker algorithms are not answered */
    public DigestClient(String user, Optional<Secret> password, Supplier<DigestAlgorithm> weakest) {
        this.weakest = weakest;
        this.user = user;
        this.password = password;
    }

    /** Credentials from challenges met before, to be sent without being asked; empty at first. */
    public List<Header> credentials(RequestDraft request) {
        return answerers.values().stream().map(answerer -> answerer.header(request)).toList();
    }

    /**
     * Takes note of the challenges of a 401 or 407.
     *
     * @param answered whether the refused request had carried credentials made after an earlier challenge to it
     * @return whether it makes sense to send the request again: there is a password, an answerable challenge, and it is
     *     the first one or the nonce was stale
     */
    public boolean accept(IncomingResponse response, boolean answered) {
        List<Challenge> challenges = strongest(response);
        if (password.isEmpty() || challenges.isEmpty()
                || answered && challenges.stream().noneMatch(this::fresh)) {
            return false;
        }
        challenges.forEach(challenge -> {
            String realm = challenge.proxy() + challenge.realm();
            answerers.remove(realm);
            answerers.put(realm, new Answerer(challenge));
        });
        // each realm costs a header in every request: only the latest are remembered
        answerers.keySet().removeAll(answerers.keySet().stream().limit(Math.max(0, answerers.size() - MOST_REALMS)).toList());
        return true;
    }

    /** Takes note of the nonce that the server of an accepted request wants in the next one. */
    public void accepted(IncomingResponse response) {
        renew(false, response.header("Authentication-Info"));
        renew(true, response.header("Proxy-Authentication-Info"));
    }

    /** It names no realm: where several are asked for, it is not known whose it is. */
    private void renew(boolean proxy, Optional<String> information) {
        List<Answerer> asked = answerers.values().stream().filter(answerer -> answerer.challenge.proxy() == proxy).toList();
        if (asked.size() == 1) {
            information.flatMap(Challenge::nextNonce).ifPresent(asked.get(0)::renew);
        }
    }

    /** A challenge worth another try: a stale nonce, or a realm not asked for before (a proxy behind the server). */
    private boolean fresh(Challenge challenge) {
        return challenge.stale() || !answerers.containsKey(challenge.proxy() + challenge.realm());
    }

    private List<Challenge> strongest(IncomingResponse response) {
        List<Challenge> all = new ArrayList<>();
        response.all("WWW-Authenticate").forEach(value -> Challenge.parse(false, value).ifPresent(all::add));
        response.all("Proxy-Authenticate").forEach(value -> Challenge.parse(true, value).ifPresent(all::add));
        return all.stream().filter(challenge -> challenge.algorithm().asStrongAs(weakest.get())).limit(MOST_CHALLENGES)
                .collect(Collectors.groupingBy(challenge -> challenge.proxy() + challenge.realm(),
                        LinkedHashMap::new, Collectors.maxBy(Comparator.comparing(Challenge::algorithm))))
                .values().stream().map(Optional::orElseThrow).limit(MOST_REALMS).toList();
    }

    /** One realm's challenge being answered again and again. */
    private final class Answerer {

        private final Challenge challenge;
        private String nonce;
        private final String ha1;
        /** A session's hash is made with its first cnonce, which therefore stays. */
        private final String firstCnonce = Tokens.random(16);
        private int count;

        Answerer(Challenge challenge) {
            this.challenge = challenge;
            this.nonce = challenge.nonce();
            String plain = DigestResponse.ha1(challenge.algorithm(), user, challenge.realm(), password.orElseThrow().reveal());
            this.ha1 = challenge.algorithm().session()
                    ? challenge.algorithm().hash(plain + ':' + challenge.nonce() + ':' + firstCnonce)
                    : plain;
        }

        void renew(String next) {
            if (!next.equals(nonce)) {
                nonce = next;
                count = 0;
            }
        }

        Header header(RequestDraft request) {
            String nc = String.format("%08x", ++count);
            String cnonce = challenge.algorithm().session() ? firstCnonce : Tokens.random(16);
            String body = request.body() == null ? "" : request.body().content();
            String response = DigestResponse.of(challenge.algorithm(), ha1, new DigestResponse.Use(nonce, nc, cnonce, challenge.qop()),
                    new DigestResponse.Authenticated(request.method(), request.uri(), body));
            StringBuilder value = new StringBuilder(256).append("Digest username=").append(quoted(user))
                    .append(", realm=").append(quoted(challenge.realm()))
                    .append(", nonce=").append(quoted(nonce))
                    .append(", uri=").append(quoted(request.uri()))
                    .append(", response=").append(quoted(response))
                    .append(", algorithm=").append(challenge.algorithm().token());
            if (!challenge.qop().isEmpty()) {
                value.append(", qop=").append(challenge.qop()).append(", nc=").append(nc);
            }
            if (!challenge.qop().isEmpty() || challenge.algorithm().session()) {
                value.append(", cnonce=").append(quoted(cnonce));
            }
            if (challenge.opaque() != null) {
                value.append(", opaque=").append(quoted(challenge.opaque()));
            }
            return new Header(challenge.proxy() ? "Proxy-Authorization" : "Authorization", value.toString());
        }

        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }
}
