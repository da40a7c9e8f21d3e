/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.api.ConfigurationWarning;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.spi.explanation.Absence;

/** Connectors as they are. */
final class ConnectorsResource {

    private static final Route.QueryParameter FILTER = new Route.QueryParameter("filter",
            "Only connectors whose id, account, server or status has this text, in any case.");

    private static final Route.QueryParameter IDS = new Route.QueryParameter("ids", "Only connectors of these ids, at most 500 with commas.");
    private static final int MOST_IDS = 500;

    private final ConnectorLookup lookup;

    /** Connectors of a page, and configurations that are not used. */
    record ConnectorPage(List<ConnectorState> connectors, Paging.PageInfo page, List<RefusedConfiguration> refused,
            List<ConfigurationWarning> warnings) {}

    /** The latest calls that are over, the newest first. */
    record CallPage(List<CallRecord> calls, Paging.PageInfo page) {}

    ConnectorsResource(ConnectorLookup lookup) {
        this.lookup = lookup;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/connectors", "Lists connectors, and configurations that are refused").with(Paging.OFFSET, Paging.LIMIT, FILTER, IDS)
                        .giving(ConnectorPage.class).at(this::page),
                Route.get("/connectors/{id}", "What a connector is at").giving(ConnectorState.class)
                        .at(request -> ConnectorState.of(lookup.of(request), lookup.absence())),
                Route.get("/connectors/{id}/session", "Everything a connector does").giving(SessionSnapshot.class)
                        .at(request -> lookup.manager(request, SessionManager.class).snapshot()),
                Route.get("/connectors/{id}/call", "The call as its manager shows it").giving(CallSnapshot.class)
                        .at(request -> lookup.manager(request, CallManager.class).snapshot()),
                Route.get("/connectors/{id}/connect-and-call", "How far a connect with a call is, and whether new calls are refused")
                        .giving(ConnectorSnapshot.class).at(request -> lookup.manager(request, SipConnector.class).snapshot()),
                Route.get("/connectors/{id}/history", "Calls that are over, the newest first").with(Paging.OFFSET, Paging.LIMIT)
                        .giving(CallPage.class).at(this::history));
    }

    private ConnectorPage page(RestRequest request) {
        Paging paging = Paging.of(request);
        Absence absence = lookup.absence();
        List<Connector> named = named(request);
        Optional<String> filter = request.query(FILTER.name()).map(text -> text.toLowerCase(Locale.ROOT));
        Connectors connectors = lookup.services().get(Connectors.class);
        List<RefusedConfiguration> refused = List.copyOf(connectors.refused());
        List<ConfigurationWarning> warnings = List.copyOf(connectors.warnings());
        if (filter.isPresent()) {
            List<ConnectorState> all =
                    named.stream().map(connector -> ConnectorState.of(connector, absence)).filter(state -> has(state, filter.get())).toList();
            return new ConnectorPage(paging.cut(all), paging.info(all), refused, warnings);
        }
        return new ConnectorPage(paging.cut(named).stream().map(connector -> ConnectorState.of(connector, absence)).toList(),
                paging.info(named), refused, warnings);
    }

    /** Those whose ids are given; all without any. */
    private List<Connector> named(RestRequest request) {
        Optional<Set<String>> ids = request.query(IDS.name()).map(text -> Arrays.stream(text.split(",")).collect(Collectors.toSet()));
        if (ids.isPresent() && ids.get().size() > MOST_IDS) {
            throw ProblemException.value(IDS.name(), ids.get().size() + " ids", "at most " + MOST_IDS + " ids with commas between them");
        }
        return lookup.all().stream().filter(connector -> ids.isEmpty() || ids.get().contains(connector.id().value())).toList();
    }

    private static boolean has(ConnectorState state, String text) {
        return List.of(state.id(), state.account(), state.server().configured(), state.status().system(), state.status().text()).stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }

    private CallPage history(RestRequest request) {
        Paging paging = Paging.of(request);
        List<CallRecord> calls = lookup.manager(request, CallHistoryManager.class).snapshot().calls();
        List<CallRecord> newest = calls.stream().sorted(Comparator.comparing(CallRecord::begun).reversed()).toList();
        return new CallPage(paging.cut(newest), paging.info(newest));
    }
}
