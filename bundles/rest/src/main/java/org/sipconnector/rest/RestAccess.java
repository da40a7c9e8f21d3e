/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;
import org.sipconnector.httpaccess.Gate;
import org.sipconnector.httpaccess.Refusal;
import org.sipconnector.httpaccess.RefusedException;
import org.sipconnector.httpaccess.Visitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in of those who may make them.
 *
 * @param gate     knows those whom the container's realm knows
 * @param sessions of those who have logged in
 * @param rate     of requests
 */
record RestAccess(Gate gate, LoginSessions sessions, RequestRate rate) {

    private static final Logger LOG = LoggerFactory.getLogger(RestAccess.class);
    private static final String ANONYMOUS = "anonymous";
    private static final String AUTHORIZATION = "Authorization";
    private static final String CHALLENGE = "WWW-Authenticate";

    /** @throws ProblemException when nobody there may ask, or no more for now */
    void checkSender(HttpServletRequest request, RestConfiguration configuration, boolean acts) {
        try {
            Gate.checkHost(request, configuration.rules());
        } catch (RefusedException refused) {
            throw problem(refused.refusal());
        }
        if (!rate.take(request.getRemoteAddr(), configuration.limits().requestsPerMinute())) {
            throw new ProblemException(ProblemKind.TOO_MANY.says("more than " + configuration.limits().requestsPerMinute()
                    + " requests in a minute, the most that requestsPerMinute of " + RestConfiguration.PID + ".cfg allows"),
                    Map.of("Retry-After", "2"));
        }
        CrossSite.check(request, acts);
    }

    /**
     * Who asks; empty where everybody may.
     *
     * @throws ProblemException when nobody is known, or that one may not
     */
    Optional<RestUser> user(HttpServletRequest request, Route route, RestConfiguration configuration) {
        if (route.role().isEmpty()) {
            return Optional.empty();
        }
        RestUser user = known(request, configuration);
        if (!user.role().may(route.role().get())) {
            throw ProblemException.of(ProblemKind.FORBIDDEN, "that is for the role " + route.role().get().text() + ", and " + user.name() + " is "
                    + user.role().text());
        }
        return Optional.of(user);
    }

    private RestUser known(HttpServletRequest request, RestConfiguration configuration) {
        if (request.getHeader(AUTHORIZATION) == null) {
            Optional<RestUser> known = LoginCookie.key(request).flatMap(key -> ofSession(key, configuration))
                    .or(() -> configuration.anonymous().map(role -> new RestUser(ANONYMOUS, role)));
            if (known.isPresent()) {
                return known.get();
            }
        }
        try {
            return withRole(gate.visitor(request, configuration.rules())).orElseThrow(
                    () -> ProblemException.of(ProblemKind.FORBIDDEN, "none of the roles viewer, manager and admin"));
        } catch (RefusedException refused) {
            throw problem(forPage(request, refused.refusal()));
        }
    }

    /** A page asks for name and password itself: at this challenge browsers would, too. */
    private static Refusal forPage(HttpServletRequest request, Refusal refusal) {
        return request.getHeader(CrossSite.HEADER) == null || !refusal.headers().containsKey(CHALLENGE)
                ? refusal
                : new Refusal(refusal.status(), refusal.reason(), Map.of(CHALLENGE, "Page realm=\"sip-connector\""));
    }

    private Optional<RestUser> ofSession(String key, RestConfiguration configuration) {
        return sessions.user(key, authorization -> {
            try {
                return gate.again(authorization, configuration.rules()).flatMap(RestAccess::withRole);
            } catch (RefusedException refused) {
                throw problem(refused.refusal());
            }
        });
    }

    private static Optional<RestUser> withRole(Visitor visitor) {
        return RestRole.of(visitor.roles()).map(role -> new RestUser(visitor.name(), role));
    }

    /**
     * Whether who asked may still hear what the answer goes on to tell; may wait for the realm, and asks it once a minute.
     *
     * @param request was let in
     */
    BooleanSupplier mayGoOn(RestRequest request, Supplier<RestConfiguration> configuration) {
        RestUser user = request.user().orElseThrow();
        RestRole needed = request.match().route().role().orElseThrow();
        Optional<String> key = request.header(AUTHORIZATION).map(given -> sessions.begin(user, given)).or(() -> LoginCookie.key(request.http()));
        return () -> {
            RestConfiguration current = configuration.get();
            try {
                return key.flatMap(known -> ofSession(known, current)).map(RestUser::role).or(current::anonymous)
                        .filter(role -> role.may(needed)).isPresent();
            } catch (ProblemException notNow) {
                LOG.debug("events are told on, the realm is asked again soon: {}", notNow.getMessage());
                return true;
            }
        };
    }

    private static ProblemException problem(Refusal refusal) {
        return new ProblemException(ProblemKind.of(refusal.status()).says(refusal.reason()), refusal.headers());
    }
}
