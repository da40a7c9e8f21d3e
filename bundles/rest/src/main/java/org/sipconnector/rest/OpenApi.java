/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Describes routes as OpenAPI 3.0, from the table that they are found by. */
final class OpenApi {

    private static final String SCHEMA = "schema";
    private static final String DESCRIPTION = "description";
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> BINARY = Map.of("type", "string", "format", "binary");

    private final RecordSchema schemas = new RecordSchema();

    private OpenApi() {}

    static Map<String, Object> of(List<Route> routes) {
        return new OpenApi().document(routes);
    }

    private Map<String, Object> document(List<Route> routes) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path().toString(), path -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        Map<String, Object> problem = schemas.of(ProblemDetails.class);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.0.3");
        document.put("info", Map.of("title", "SIP Connector", "version", "1",
                DESCRIPTION, "Connectors, calls, updates and events. What changes something needs the header X-Sip-Connector, with any value."));
        document.put("servers", List.of(Map.of("url", RestServlet.ROOT)));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.all(),
                "responses", Map.of("Problem", Map.of(DESCRIPTION, "It was not done", "content",
                        Map.of(ProblemDetails.MEDIA_TYPE, Map.of(SCHEMA, problem)))),
                "securitySchemes", Map.of("basic", Map.of("type", "http", "scheme", "basic"),
                        "session", Map.of("type", "apiKey", "in", "cookie", "name", LoginCookie.NAME))));
        return document;
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", route.text());
        operation.put("x-role", route.role().map(RestRole::text).orElse("everybody"));
        operation.put("security", route.role().isEmpty() ? List.of() : List.of(Map.of("basic", List.of()), Map.of("session", List.of())));
        List<Object> parameters = new ArrayList<>();
        route.path().names().forEach(name -> parameters.add(Map.of("name", name, "in", "path", "required", true, SCHEMA, TEXT)));
        route.takes().parameters()
                .forEach(each -> parameters.add(Map.of("name", each.name(), "in", "query", DESCRIPTION, each.text(), SCHEMA, TEXT)));
        if (route.acts()) {
            parameters.add(Map.of("name", CrossSite.HEADER, "in", "header", "required", true, SCHEMA, TEXT));
        }
        operation.put("parameters", parameters);
        route.takes().body().ifPresent(body -> operation.put("requestBody", Map.of("required", body.type().isEmpty(), "content",
                Map.of(body.mediaType(),
                        Map.of(SCHEMA, body.type().<Object>map(schemas::of).orElse(BINARY))))));
        operation.put("responses", responses(route));
        return operation;
    }

    private Map<String, Object> responses(Route route) {
        Optional<Object> content = switch (route.path().toString()) {
            case EventsResource.PATH -> Optional.of(Map.of("text/event-stream", Map.of(SCHEMA, TEXT)));
            case MessagesResource.FILE -> Optional.of(Map.of(PcapFile.MEDIA_TYPE, Map.of(SCHEMA, BINARY)));
            case PictureResource.PATH -> Optional.of(Map.of(PngPicture.MEDIA_TYPE, Map.of(SCHEMA, BINARY)));
            default -> route.gives().map(type -> Map.of("application/json", Map.of(SCHEMA, schemas.of(type))));
        };
        Map<String, Object> done = new LinkedHashMap<>();
        done.put(DESCRIPTION, "Done");
        content.ifPresent(present -> done.put("content", present));
        return Map.of("2XX", done, "default", Map.of("$ref", "#/components/responses/Problem"));
    }
}
