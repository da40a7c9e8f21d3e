/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;

/** Logging in and out, for browsers. */
final class LoginResource {

    private static final String SET_COOKIE = "Set-Cookie";

    private final LoginSessions sessions;

    /** Who is logged in. */
    record LoggedIn(String user, String role) {}

    LoginResource(LoginSessions sessions) {
        this.sessions = sessions;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/login", "Who is logged in").giving(LoggedIn.class).at(LoginResource::who),
                Route.post("/login", "Logs in by Basic authentication and gives a cookie for what follows").forRole(RestRole.VIEWER)
                        .giving(LoggedIn.class).at(this::login),
                Route.delete("/login", "Logs out").forRole(RestRole.VIEWER)
                        .at(this::logout));
    }

    private RestAnswer login(RestRequest request) {
        String authorization = request.header("Authorization").orElseThrow(
                () -> ProblemException.of(ProblemKind.NOT_LOGGED_IN, "name and password are needed: a cookie gives no other, nor does nobody"));
        LoginCookie.key(request.http()).ifPresent(sessions::end);
        String key = sessions.begin(request.user().orElseThrow(), authorization);
        return RestAnswer.of(who(request)).with(SET_COOKIE, LoginCookie.with(key, request.http()));
    }

    private RestAnswer logout(RestRequest request) {
        LoginCookie.key(request.http()).ifPresent(sessions::end);
        return RestAnswer.nothing().with(SET_COOKIE, LoginCookie.without(request.http()));
    }

    private static LoggedIn who(RestRequest request) {
        RestUser user = request.user().orElseThrow();
        return new LoggedIn(user.name(), user.role().text());
    }
}
