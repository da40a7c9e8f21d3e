/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;

/** What other nodes are at. */
final class ClusterResource {

    /** What a node of a cluster is at. */
    record ClusterState(List<String> nodes) {}

    List<Route> routes() {
        return List.of(Route.get("/cluster", "What the nodes of a cluster are at").giving(ClusterState.class).at(request -> {
            throw ProblemException.of(ProblemKind.NOT_FOUND, "this node is in no cluster: no bundle for clusters is installed");
        }));
    }
}
