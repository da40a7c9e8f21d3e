/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.configuration.ConfigurationFile;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ValueTypes;

class ConfigurationsResourceTest {

    private static final ConfigurationKey<String> SERVER =
            ConfigurationKey.required("server", ValueTypes.matching("a host", "[a-z.]+"), "where to connect to");
    private static final ConfigurationKey<Transport> TRANSPORT =
            ConfigurationKey.of("transport", ValueTypes.choice(Transport.class), "WSS", "how");
    private static final ConfigurationKey<Secret> PASSWORD = ConfigurationKey.secret("password", "of the account");
    private static final ConfigurationSchema<String> SCHEMA = new ConfigurationSchema<>(StoredConfiguration.FACTORY, "Connectors",
            List.of(SERVER, TRANSPORT, PASSWORD), values -> values.find(SERVER).orElse(""));
    private static final String OFFICE = "/configurations/office";

    private final MemoryConfigurations kept = new MemoryConfigurations();
    private final RestServer server = RestScene.in(new RestServer()).with(ConfigurationAdmin.class, kept.admin())
            .with(ConfigurationSchema.class, SCHEMA);

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> put(String user, String json, String... headers) throws Exception {
        HttpRequest.Builder request = server.as(user, OFFICE).header(CrossSite.HEADER, "1").header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return server.send(request.PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    private String tag() throws Exception {
        return server.send(server.as("viewer", OFFICE)).headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void oneIsMadeShownWithoutSecretsAndChanged() throws Exception {
        HttpResponse<String> made = put("admin", "{\"values\":{\"server\":\"a.example\",\"password\":\"hunter2\"}}", "If-None-Match", "*");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).hasValue(RestServlet.ROOT + OFFICE);
        assertThat(made.body()).doesNotContain("hunter2").contains("***");
        assertThat(kept.properties("office").get("password")).isEqualTo("hunter2");

        HttpResponse<String> changed = put("admin", "{\"values\":{\"server\":\"b.example\",\"password\":\"***\"}}", "If-Match", tag());
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(kept.properties("office").get("server")).isEqualTo("b.example");
        assertThat(kept.properties("office").get("password")).isEqualTo("hunter2");

        JsonNode page = RestServer.json(server.send(server.as("viewer", "/configurations")));
        assertThat(page.at("/configurations/0/values/server").asText()).isEqualTo("b.example");
    }

    @Test
    void nobodyOverwritesWhatWasNotSeen() throws Exception {
        String values = "{\"values\":{\"server\":\"a.example\"}}";
        assertThat(put("admin", values, "If-Match", "\"seen\"").statusCode()).isEqualTo(412);
        assertThat(put("admin", values).statusCode()).isEqualTo(201);
        String seen = tag();
        assertThat(put("admin", values).statusCode()).isEqualTo(428);
        assertThat(put("admin", values, "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(put("admin", values, "If-Match", seen).statusCode()).isEqualTo(200);
        assertThat(put("admin", values, "If-Match", seen).statusCode()).isEqualTo(412);

        HttpRequest.Builder unseen = server.as("admin", OFFICE).header(CrossSite.HEADER, "1").DELETE();
        assertThat(server.send(unseen).statusCode()).isEqualTo(428);
        HttpRequest.Builder remove = server.as("admin", OFFICE).header(CrossSite.HEADER, "1").header("If-Match", tag()).DELETE();
        assertThat(server.send(remove).statusCode()).isEqualTo(204);
        assertThat(server.send(server.as("viewer", OFFICE)).statusCode()).isEqualTo(404);
    }

    @Test
    void eachMistakeIsNamedWithItsValueAndWhatIsAllowed() throws Exception {
        HttpResponse<String> refused = put("admin", "{\"values\":{\"transport\":\"SCTP\",\"colour\":\"red\",\"password\":\"***\"}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode errors = RestServer.json(refused).at("/errors");
        assertThat(errors.findValuesAsText("key")).containsExactlyInAnyOrder("colour", "server", "transport", "password");
        assertThat(refused.body()).contains("SCTP", "UDP, TCP, TLS, WS or WSS", "is required", "known are server, transport, password");
    }

    @Test
    void whatAPlaceholderStandsForIsNotTold() throws Exception {
        System.setProperty("org.sipconnector.rest.test", "Hunter2!");
        try {
            HttpResponse<String> refused = put("admin", "{\"values\":{\"server\":\"$[prop:org.sipconnector.rest.test]\"}}");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("what it stands for must be a host").doesNotContain("Hunter2");
        } finally {
            System.clearProperty("org.sipconnector.rest.test");
        }
    }

    @Test
    void onlyAdminsChangeAndOnlyWhatCanBeAnId() throws Exception {
        assertThat(put("manager", "{\"values\":{\"server\":\"a.example\"}}").statusCode()).isEqualTo(403);
        HttpRequest.Builder hostile = server.as("admin", "/configurations/..%5Cx").header(CrossSite.HEADER, "1")
                .header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString("{\"values\":{}}"));
        assertThat(server.send(hostile).statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsMadeIsInAFileForItsOwnerAloneUntilItIsRemoved() throws Exception {
        server.with("felix.fileinstall.dir", folder.toString());
        HttpResponse<String> made =
                put("admin", "{\"values\":{\"server\":\" a.example \",\"password\":\"p\u00e4ss\\\\w#=!\"}}", "If-None-Match", "*");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        Path file = folder.resolve(StoredConfiguration.FACTORY + "~office.cfg");
        assertThat(made.body()).contains(file.toString());
        assertThat(ConfigurationFile.read(file, name -> null)).isEqualTo(Map.of("server", "a.example", "password", "p\u00e4ss\\w#=!"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(kept.properties("office").get(StoredConfiguration.FILE)).isEqualTo(file.toFile().toURI().toString());
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }

        HttpRequest.Builder remove = server.as("admin", OFFICE).header(CrossSite.HEADER, "1").header("If-Match", tag()).DELETE();
        assertThat(server.send(remove).statusCode()).isEqualTo(204);
        assertThat(file).doesNotExist();
    }

    @Test
    void aChangeIsInTheFileWhereNobodyElseWritesIt() throws Exception {
        server.with("felix.fileinstall.dir", folder.toString()).with("felix.fileinstall.enableConfigSave", "false");
        put("admin", "{\"values\":{\"server\":\"a.example\",\"password\":\"hunter2\"}}");
        HttpResponse<String> changed = put("admin", "{\"values\":{\"server\":\"b.example\",\"password\":\"***\"}}", "If-Match", tag());

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(ConfigurationFile.read(folder.resolve(StoredConfiguration.FACTORY + "~office.cfg"), name -> null))
                .isEqualTo(Map.of("server", "b.example", "password", "hunter2"));
    }

    /** Else all others would be taken for removed. */
    @Test
    void nothingIsWrittenIntoAFolderThatIsNotMounted() throws Exception {
        server.with("felix.fileinstall.dir", folder.toString());
        Path gone = folder.resolve(StoredConfiguration.FACTORY + "~home.cfg");
        kept.read("home", new Hashtable<>(Map.of("server", "a.example", StoredConfiguration.FILE, gone.toUri().toString())));

        HttpResponse<String> refused = put("admin", "{\"values\":{\"server\":\"a.example\"}}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("it is not mounted");
        assertThat(folder).isEmptyDirectory();

        Files.writeString(gone, "server = a.example");
        assertThat(put("admin", "{\"values\":{\"server\":\"a.example\"}}").statusCode()).isEqualTo(201);
    }

    /** Who reads files deletes that of a configuration that has gone, though it was made anew meanwhile. */
    @Test
    void oneThatHasJustGoneIsNotMadeAnewAtOnce() throws Exception {
        server.with("felix.fileinstall.dir", folder.toString());
        put("admin", "{\"values\":{\"server\":\"a.example\"}}");
        server.send(server.as("admin", OFFICE).header(CrossSite.HEADER, "1").header("If-Match", tag()).DELETE());

        HttpResponse<String> refused = put("admin", "{\"values\":{\"server\":\"a.example\"}}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("removed a moment ago");
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws Exception {
        server.with("karaf.etc", folder.toString());
        Path file = Files.writeString(folder.resolve(StoredConfiguration.FACTORY + "~office.cfg"), "server = c.example");

        HttpResponse<String> refused = put("admin", "{\"values\":{\"server\":\"a.example\"}}");
        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.body()).contains(file.toString());
        assertThat(file).hasContent("server = c.example");
        assertThat(server.send(server.as("viewer", OFFICE)).statusCode()).isEqualTo(404);
    }

    @Test
    void withoutAFolderThatCanBeWrittenOrAValueThatCanItIsKeptAsItIs() throws Exception {
        server.with("felix.fileinstall.dir", folder.resolve("missing").toString());
        assertThat(put("admin", "{\"values\":{\"server\":\"a.example\"}}").statusCode()).isEqualTo(201);
        assertThat(kept.properties("office").get(StoredConfiguration.FILE)).isNull();

        server.with("felix.fileinstall.dir", folder.toString());
        HttpRequest.Builder odd = server.as("admin", "/configurations/odd").header(CrossSite.HEADER, "1").header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"values\":{\"server\":\"a.example\",\"password\":\"a${home}\"}}"));
        assertThat(server.send(odd).statusCode()).isEqualTo(201);
        assertThat(kept.properties("odd").get("password")).isEqualTo("a${home}");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void removingOneRemovesTheFileThatWouldBringItBack() throws Exception {
        Path file = Files.writeString(folder.resolve(StoredConfiguration.FACTORY + "~office.cfg"), "server = a.example");
        kept.read("office",
                new Hashtable<>(Map.of("server", "a.example", "password", "$[secret:office]", StoredConfiguration.FILE, file.toUri().toString())));
        assertThat(server.send(server.as("viewer", OFFICE)).body()).contains(file.toString()).contains("$[secret:office]");

        HttpRequest.Builder remove = server.as("admin", OFFICE).header(CrossSite.HEADER, "1").header("If-Match", tag()).DELETE();
        assertThat(server.send(remove).statusCode()).isEqualTo(204);
        assertThat(file).doesNotExist();
    }
}
