/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.sipconnector.httpaccess.Gate;
import org.sipconnector.httpaccess.Refusal;
import org.sipconnector.httpaccess.RefusedException;
import org.sipconnector.httpaccess.Visitor;

/**
 * Lets requests in of those who may make them.
 *
 * @param gate     knows those whom the container's realm knows
 * @param sessions of those who have logged in
 * @param rate     of requests
 */
record RestAccess(Gate gate, LoginSessions sessions, RequestRate rate) {

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
        if (request.getHeader("Authorization") == null) {
            Optional<RestUser> known = sessions.user(request).or(() -> configuration.anonymous().map(role -> new RestUser("anonymous", role)));
            if (known.isPresent()) {
                return known.get();
            }
        }
        try {
            Visitor visitor = gate.visitor(request, configuration.rules());
            return RestRole.of(visitor.roles()).map(role -> new RestUser(visitor.name(), role)).orElseThrow(
                    () -> ProblemException.of(ProblemKind.FORBIDDEN, "none of the roles viewer, manager and admin"));
        } catch (RefusedException refused) {
            throw problem(refused.refusal());
        }
    }

    private static ProblemException problem(Refusal refusal) {
        return new ProblemException(ProblemKind.of(refusal.status()).says(refusal.reason()), refusal.headers());
    }
}
