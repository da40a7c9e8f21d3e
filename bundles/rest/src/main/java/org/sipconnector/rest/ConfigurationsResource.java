/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.spi.configuration.ConfigurationKey;

/** Configurations of connectors: which there are, new ones, changes. */
final class ConfigurationsResource {

    private static final String TAG = "ETag";
    private final ConnectorConfigurations configurations;

    /**
     * A configuration as it is written.
     *
     * @param source the file it came from, or its PID
     * @param values secrets masked
     */
    record WrittenConfiguration(String id, String source, Map<String, String> values) {}

    /** All configurations of connectors. */
    record ConfigurationPage(List<WrittenConfiguration> configurations, Paging.PageInfo page) {}

    /** @param values by key; a mask for a secret means the one that is there */
    record ConfigurationRequest(Map<String, String> values) {}

    /** What may stand in one. */
    record KeyList(List<KeyDescription> keys) {}

    /** A key, what is allowed and what holds without it. */
    record KeyDescription(String name, String allowed, Optional<String> standard, String meaning, boolean required, boolean secret) {}

    ConfigurationsResource(ConnectorConfigurations configurations) {
        this.configurations = configurations;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/configurations", "Configurations of connectors, secrets masked").with(Paging.OFFSET, Paging.LIMIT)
                        .giving(ConfigurationPage.class).at(this::page),
                Route.get("/configuration-keys", "What may stand in a connector's configuration").giving(KeyList.class).at(request -> keys()),
                Route.get("/configurations/{id}", "A connector's configuration, with an ETag for a change").giving(WrittenConfiguration.class)
                        .at(request -> shown(there(request))),
                Route.put("/configurations/{id}", "Changes a configuration (If-Match: its ETag), or begins one (If-None-Match: *)")
                        .forRole(RestRole.ADMIN).taking(RequestBody.json(ConfigurationRequest.class)).giving(WrittenConfiguration.class)
                        .at(this::write),
                Route.delete("/configurations/{id}", "Removes a configuration, and with it the connector (If-Match: its ETag)")
                        .forRole(RestRole.ADMIN).at(this::remove));
    }

    private ConfigurationPage page(RestRequest request) {
        Paging paging = Paging.of(request);
        List<StoredConfiguration> all = configurations.all();
        return new ConfigurationPage(paging.cut(all).stream().map(this::written).toList(), paging.info(all));
    }

    private KeyList keys() {
        return new KeyList(configurations.schema().keys().stream().map(ConfigurationsResource::described).toList());
    }

    private static KeyDescription described(ConfigurationKey<?> key) {
        return new KeyDescription(key.name(), key.type().allowed(), key.standard(), key.meaning(), key.required(), key.secret());
    }

    private StoredConfiguration there(RestRequest request) {
        String id = request.path("id");
        return configurations.find(id).orElseThrow(
                () -> ProblemException.of(ProblemKind.NOT_FOUND, "there is no configuration of a connector '" + ProblemException.shown(id) + "'"));
    }

    private WrittenConfiguration written(StoredConfiguration stored) {
        return new WrittenConfiguration(stored.id(), stored.file().map(Object::toString).orElse(stored.stored().getPid()),
                stored.shown(configurations.schema()));
    }

    private RestAnswer shown(StoredConfiguration stored) {
        return RestAnswer.of(written(stored)).with(TAG, stored.tag());
    }

    private RestAnswer write(RestRequest request) {
        String id = request.path("id");
        ConnectorConfigurations.checkId(id);
        Map<String, String> values = request.body(ConfigurationRequest.class).values();
        Optional<StoredConfiguration> before = configurations.find(id);
        if (before.isEmpty()) {
            if (request.header("If-Match").isPresent()) {
                throw ProblemException.of(ProblemKind.CHANGED, "there is no configuration of '" + id + "' any more");
            }
            configurations.write(id, values, before);
            RestAnswer made = shown(there(request));
            return RestAnswer.created(RestServlet.ROOT + "/configurations/" + id, made.body().orElseThrow()).with(TAG, made.headers().get(TAG));
        }
        if (request.header("If-None-Match").filter("*"::equals).isPresent()) {
            throw ProblemException.of(ProblemKind.CHANGED, "there is a configuration of '" + id + "' already");
        }
        checkTag(request, before.get());
        configurations.write(id, values, before);
        return shown(there(request));
    }

    private RestAnswer remove(RestRequest request) {
        StoredConfiguration stored = there(request);
        checkTag(request, stored);
        configurations.remove(stored);
        return RestAnswer.nothing();
    }

    /** Nobody overwrites what he has not seen. */
    private static void checkTag(RestRequest request, StoredConfiguration stored) {
        String tag = request.header("If-Match").orElseThrow(() -> ProblemException.of(ProblemKind.IF_MATCH_MISSING,
                "the header If-Match is needed, with the ETag of the configuration that is meant"));
        if (!tag.equals(stored.tag())) {
            throw ProblemException.of(ProblemKind.CHANGED, "the configuration was changed meanwhile: read it anew");
        }
    }
}
