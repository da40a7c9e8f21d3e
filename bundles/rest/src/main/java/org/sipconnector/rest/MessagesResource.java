/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.sip.SipTraces;

/** SIP messages of connectors that are traced. */
final class MessagesResource {

    static final String FILE = "/connectors/{id}/messages.pcap";

    private final ConnectorLookup lookup;

    /** @param log whether they are written to the log, too */
    record TraceRequest(boolean log) {}

    /** Whether it is traced now. */
    record TraceState(boolean traced) {}

    /** Messages since the trace began, secrets masked, the oldest first. */
    record MessagePage(List<SipTraces.ShownMessage> messages, Paging.PageInfo page) {}

    MessagesResource(ConnectorLookup lookup) {
        this.lookup = lookup;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/connectors/{id}/messages", "The latest SIP messages since the trace began, secrets masked; none without a trace")
                        .forRole(RestRole.MANAGER).with(Paging.OFFSET, Paging.LIMIT).giving(MessagePage.class).at(this::page),
                Route.get(FILE, "The same as a pcap file for protocol analysers").forRole(RestRole.MANAGER)
                        .at(request -> new RawBody(PcapFile.MEDIA_TYPE, PcapFile.of(traces().latest(id(request))))),
                Route.put("/connectors/{id}/trace", "Begins to trace SIP messages, in place of a former trace")
                        .taking(RequestBody.json(TraceRequest.class))
                        .giving(TraceState.class).at(this::begin),
                Route.delete("/connectors/{id}/trace", "Ends the trace").giving(TraceState.class).at(this::end));
    }

    private MessagePage page(RestRequest request) {
        Paging paging = Paging.of(request);
        List<SipTraces.ShownMessage> all = traces().latest(id(request));
        return new MessagePage(paging.cut(all), paging.info(all));
    }

    private TraceState begin(RestRequest request) {
        traces().trace(id(request), new SipTraces.TraceSettings(request.body(TraceRequest.class).log(), Optional.empty(), Optional.empty()));
        return new TraceState(true);
    }

    private TraceState end(RestRequest request) {
        traces().stopTrace(id(request));
        return new TraceState(false);
    }

    private ConnectorId id(RestRequest request) {
        return lookup.of(request).id();
    }

    private SipTraces traces() {
        return lookup.services().get(SipTraces.class);
    }
}
