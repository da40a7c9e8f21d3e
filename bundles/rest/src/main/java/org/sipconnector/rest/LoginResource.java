/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;

/** Logging in and out, for browsers. */
final class LoginResource {

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
                        .giving(LoggedIn.class).at(request -> RestAnswer.of(who(request))
                                .with("Set-Cookie", sessions.begin(request.user().orElseThrow(), request.http().isSecure()))),
                Route.delete("/login", "Logs out").forRole(RestRole.VIEWER)
                        .at(request -> RestAnswer.nothing().with("Set-Cookie", sessions.end(request.http()))));
    }

    private static LoggedIn who(RestRequest request) {
        RestUser user = request.user().orElseThrow();
        return new LoggedIn(user.name(), user.role().text());
    }
}
