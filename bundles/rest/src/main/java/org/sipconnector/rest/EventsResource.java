/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.io.IOException;
import java.util.Optional;
import javax.servlet.http.HttpServletResponse;

/** Everything that changes, as it changes. */
final class EventsResource {

    static final String PATH = "/events";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final EventStreams streams;
    private final LoginSessions sessions;

    EventsResource(EventStreams streams, LoginSessions sessions) {
        this.streams = streams;
        this.sessions = sessions;
    }

    /** The answer is a stream, which the servlet opens. */
    Route route() {
        return Route.get(PATH, "Everything that changes, as server-sent events (text/event-stream); Last-Event-ID goes on where somebody was")
                .with(new Route.QueryParameter("connector", "Only events of this connector, and those of none."),
                        new Route.QueryParameter("names", "Only events of these names, with commas; a star at the end stands for anything: call:*"),
                        new Route.QueryParameter("lastEventId", "As the header Last-Event-ID, which a page cannot set."));
    }

    void open(RestRequest request, HttpServletResponse response, int most) throws IOException {
        Optional<String> key = request.header("Authorization").isPresent() ? Optional.empty() : sessions.key(request.http());
        Optional<String> last = request.header(LAST_EVENT_ID).or(() -> request.query("lastEventId"));
        streams.open(request.http(), response, EventFilter.of(request), last, () -> sessions.goesOn(key), most);
    }
}
