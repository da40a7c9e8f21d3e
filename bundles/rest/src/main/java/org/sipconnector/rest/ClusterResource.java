/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.ClusterException;
import org.sipconnector.spi.cluster.ClusterNode;
import org.sipconnector.spi.cluster.SharedConnector;

/** Nodes that share connectors, and who has which. */
final class ClusterResource {

    private static final Route.QueryParameter FILTER =
            new Route.QueryParameter("filter", "Only connectors whose id or node has this text, in any case.");

    private final ContainerServices services;
    private final WaitingAnswers answers;

    /**
     * The nodes.
     *
     * @param self    this one
     * @param engine  by what they share
     * @param problem what keeps this one from taking part
     */
    record ClusterState(String self, String engine, Optional<String> problem, List<ClusterNode> nodes) {}

    /**
     * A connector of all nodes.
     *
     * @param owner      that has it
     * @param assigned   that is to have it
     * @param epoch      how often it has got another owner
     * @param pinned     where it is to stay
     * @param configured nodes that are configured for it
     * @param differs    whether not all are configured the same way
     */
    record ConnectorPlace(String id, Optional<String> owner, Optional<String> assigned, long epoch, Optional<String> pinned,
            List<String> configured, boolean differs) {}

    /** Connectors of a page. */
    record PlacePage(List<ConnectorPlace> connectors, Paging.PageInfo page) {}

    /** The node that is meant. */
    record NodeRequest(String node) {}

    ClusterResource(ContainerServices services, WaitingAnswers answers) {
        this.services = services;
        this.answers = answers;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/cluster", "Nodes that share connectors").giving(ClusterState.class).by(request -> read(ClusterResource::state)),
                Route.get("/cluster/connectors", "Which node has which connector").with(Paging.OFFSET, Paging.LIMIT, FILTER).giving(PlacePage.class)
                        .by(request -> read(cluster -> page(request, cluster))),
                Route.post("/cluster/connectors/{id}/move", "Has a connector go on at another node, calls included")
                        .taking(RequestBody.json(NodeRequest.class)).by(request -> act(request, Cluster::move)),
                Route.post("/cluster/connectors/{id}/pin", "Has a connector stay at a node, and brings it there")
                        .taking(RequestBody.json(NodeRequest.class)).by(request -> act(request, Cluster::pin)),
                Route.post("/cluster/connectors/{id}/unpin", "Takes a pin back; the connector stays where it is")
                        .by(request -> act(cluster -> cluster.unpin(connector(request)))),
                node("drain", "Has all connectors of a node go on at others, and gives it no more", Cluster::drain),
                node("undrain", "Gives a node connectors again", Cluster::undrain),
                node("forget", "Forgets a node that will not come back", Cluster::forget),
                Route.post("/cluster/rebalance", "Moves connectors until all nodes have as many").forRole(RestRole.ADMIN)
                        .by(request -> act(Cluster::rebalance)));
    }

    private Route node(String name, String text, BiConsumer<Cluster, String> action) {
        return Route.post("/cluster/nodes/{node}/" + name, text).forRole(RestRole.ADMIN)
                .by(request -> act(cluster -> action.accept(cluster, request.path("node"))));
    }

    private static ClusterState state(Cluster cluster) {
        return new ClusterState(cluster.self(), cluster.engine(), cluster.problem(), cluster.nodes());
    }

    private static PlacePage page(RestRequest request, Cluster cluster) {
        Paging paging = Paging.of(request);
        String text = request.query(FILTER.name()).orElse("").toLowerCase(Locale.ROOT);
        List<ConnectorPlace> all = cluster.connectors().stream().map(ClusterResource::place)
                .filter(place -> (place.id() + " " + place.owner().orElse("")).toLowerCase(Locale.ROOT).contains(text)).toList();
        return new PlacePage(paging.cut(all), paging.info(all));
    }

    private static ConnectorPlace place(SharedConnector shared) {
        return new ConnectorPlace(shared.id().value(), shared.owner(), shared.assigned(), shared.epoch(), shared.pinned(),
                List.copyOf(new TreeSet<>(shared.configured())), shared.differs());
    }

    private CompletionStage<RestAnswer> read(Function<Cluster, Object> question) {
        Cluster cluster = cluster();
        return answers.give(() -> {
            try {
                return question.apply(cluster);
            } catch (ClusterException notNow) {
                throw ProblemException.of(ProblemKind.UNAVAILABLE, notNow.getMessage());
            }
        });
    }

    /** Asks one thing of one connector at a node. */
    @FunctionalInterface
    private interface Placing {
        void place(Cluster cluster, ConnectorId id, String node);
    }

    private CompletionStage<RestAnswer> act(RestRequest request, Placing placing) {
        ConnectorId id = connector(request);
        String node = request.body(NodeRequest.class).node();
        return act(cluster -> placing.place(cluster, id, node));
    }

    private CompletionStage<RestAnswer> act(Consumer<Cluster> action) {
        Cluster cluster = cluster();
        return answers.give(() -> {
            try {
                action.accept(cluster);
                return RestAnswer.nothing();
            } catch (ClusterException refused) {
                throw ProblemException.of(ProblemKind.CONFLICT, refused.getMessage());
            }
        });
    }

    private static ConnectorId connector(RestRequest request) {
        String id = request.path("id");
        try {
            return new ConnectorId(id);
        } catch (IllegalArgumentException none) {
            throw ProblemException.of(ProblemKind.NOT_FOUND, "no node is configured for a connector '" + ProblemException.shown(id) + "'");
        }
    }

    private Cluster cluster() {
        return services.find(Cluster.class).orElseThrow(() -> ProblemException.of(ProblemKind.NOT_FOUND,
                "this node is in no cluster: install the feature sip-connector-cluster, or see the log for what keeps it from taking part"));
    }
}
