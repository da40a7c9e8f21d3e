/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.servlet.http.HttpServletResponse;

/** Everything that changes, as it changes. */
final class EventsResource {

    static final String PATH = "/events";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final EventStreams streams;

    EventsResource(EventStreams streams) {
        this.streams = streams;
    }

    /** The answer is a stream, which the servlet opens. */
    Route route() {
        return Route.get(PATH, "Everything that changes, as server-sent events (text/event-stream); Last-Event-ID goes on where somebody was")
                .with(new Route.QueryParameter("connector", "Only events of this connector, and those of none."),
                        new Route.QueryParameter("names", "Only events of these names, with commas; a star at the end stands for anything: call:*"),
                        new Route.QueryParameter("lastEventId", "As the header Last-Event-ID, which a page cannot set."));
    }

    /** @param mayGoOn whether who asks may still hear */
    void open(RestRequest request, HttpServletResponse response, BooleanSupplier mayGoOn, int most) throws IOException {
        Optional<String> last = request.header(LAST_EVENT_ID).or(() -> request.query("lastEventId"));
        streams.open(request.http(), response, EventFilter.of(request), last, mayGoOn, most);
    }
}
