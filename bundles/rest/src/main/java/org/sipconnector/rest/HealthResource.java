/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Connectors;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;

/** Whether all is well: for people with what is wrong, for those who watch over processes without. */
final class HealthResource {

    private static final int NOT_NOW = 503;

    private final ContainerServices services;

    /** Everything that is wrong. */
    record HealthReport(boolean healthy, int connectors, List<HealthProblem> problems) {}

    /** One thing that is wrong. */
    record HealthProblem(Problem.Kind kind, Optional<String> connector, String text) {}

    /** Whether it lives, or is ready. */
    record Liveness(boolean up) {}

    HealthResource(ContainerServices services) {
        this.services = services;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health", "What keeps connectors from working").giving(HealthReport.class).at(request -> report()),
                Route.get("/health/live", "Whether this process answers; asks nothing else").forEverybody().giving(Liveness.class)
                        .at(request -> new Liveness(true)),
                Route.get("/health/ready", "Whether calls can be made and received; 503 when they cannot").forEverybody().giving(Liveness.class)
                        .at(request -> ready()));
    }

    private HealthReport report() {
        List<HealthProblem> problems = problems().stream()
                .map(problem -> new HealthProblem(problem.kind(), problem.connector().map(Object::toString), problem.text())).toList();
        return new HealthReport(problems.isEmpty(), services.find(Connectors.class).map(connectors -> connectors.all().size()).orElse(0), problems);
    }

    private List<Problem> problems() {
        return services.find(ProcessHealth.class).map(ProcessHealth::problems)
                .orElse(List.of(Problem.of(Problem.Kind.BUNDLE, "nobody tells what is wrong: start org.sipconnector.health")));
    }

    /** What one connector lacks keeps others from nothing. */
    private RestAnswer ready() {
        boolean ready = problems().stream().noneMatch(problem -> switch (problem.kind()) {
            case KERNEL, MEDIA, MANAGER, BUNDLE -> problem.connector().isEmpty();
            default -> false;
        });
        return new RestAnswer(ready ? 200 : NOT_NOW, Map.of(), Optional.of(new Liveness(ready)));
    }
}
