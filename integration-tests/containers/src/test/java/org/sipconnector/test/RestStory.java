/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.sipconnector.spi.configuration.ConfigurationFolders;

/** Somebody looks at a call and acts on it by HTTP. */
public abstract class RestStory extends CallStory {

    /** Where the container's HTTP service listens. */
    protected static final String PORT = "test.http.port";
    private static final String HEADER = "X-Sip-Connector";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** With the credentials of who may do everything, where there are any. */
    protected abstract HttpRequest.Builder asAdmin(HttpRequest.Builder request);

    @Test
    public void aCallIsSeenAndActedOn() throws Exception {
        Await.until("the interface is there", () -> get("/connectors/caller").statusCode() == 200);
        assertAll(get("/connectors").body(), "\"id\":\"caller\"", "\"registered\":true", "\"total\":1");
        assertAll(get("/connectors/caller").body(), "\"phase\":\"inRoom\"", "\"number\":\"600\"", "\"established\":true");
        assertAll(get("/connectors/caller/session").body(), "\"revision\":");
        assertAll(get("/connectors/caller/journal").body(), "\"entries\":[{");
        assertAll(get("/health").body(), "\"connectors\":1");
        assertEquals(200, get("/health/ready").statusCode());
        Await.until("readings of statistics are kept", () -> get("/connectors/caller/statistics").body().contains("\"history\":[{"));

        assertEquals(200, put("/connectors/caller/trace", "{}", "Accept", "*/*").statusCode());
        String key = nextKey();
        assertEquals(200, post("/connectors/caller/dtmf", "{\"tones\":\"" + key + "\"}").statusCode());
        Await.until("the server hears the key", () -> participant().reports().tones().endsWith(key));
        Await.until("the message that brought it is shown", () -> get("/connectors/caller/messages").body().contains("INFO sip:"));

        try (BufferedReader events = events("/events?names=call:*")) {
            HttpResponse<String> gone = post("/connectors/caller/hangup", "");
            assertEquals(gone.body(), 200, gone.statusCode());
            assertFalse(gone.body(), gone.body().contains("\"call\":"));
            assertTrue(line(events, "event: call:").startsWith("event: call:"));
            assertTrue(line(events, "data: ").contains("\"connector\":\"caller\""));
        }
        HttpResponse<String> again = post("/connectors/caller/call", "{\"room\":\"600\"}");
        assertEquals(again.body(), 200, again.statusCode());
        assertAll(again.body(), "\"established\":true");
        assertAll(get("/connectors/caller/history").body(), "\"number\":\"600\"");
    }

    @Test
    public void nothingIsDoneForPagesOfOtherSitesNorForHostileNames() throws Exception {
        Await.until("the interface is there", () -> get("/connectors/caller").statusCode() == 200);
        HttpRequest.Builder bare = asAdmin(request("/connectors/caller/hangup")).POST(HttpRequest.BodyPublishers.noBody());
        assertEquals(403, send(bare).statusCode());
        HttpRequest.Builder foreign = asAdmin(request("/connectors/caller/hangup")).header(HEADER, "1").header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.noBody());
        assertEquals(403, send(foreign).statusCode());
        for (String name : new String[] {"%00", "..%5c..", "%3Cscript%3E", "a%0d%0aSet-Cookie:%20x", "%E2%80%AE", "x".repeat(2_000)}) {
            HttpResponse<String> answer = get("/connectors/" + name);
            assertTrue(name + ": " + answer.statusCode(), answer.statusCode() >= 400 && answer.statusCode() < 500);
            assertTrue(name, answer.headers().allValues("Set-Cookie").isEmpty());
        }
        assertCallGoesOn("hostile requests");
    }

    @Test
    public void aConnectorIsMadeChangedAndRemovedByItsConfiguration() throws Exception {
        Await.until("the interface is there", () -> get("/configurations").statusCode() == 200);
        String path = "/configurations/made";
        HttpResponse<String> wrong = put(path, "{\"values\":{\"server\":\"a b\",\"transport\":\"SCTP\",\"colour\":\"red\"}}", "If-None-Match", "*");
        assertEquals(wrong.body(), 422, wrong.statusCode());
        assertAll(wrong.body(), "\"key\":\"transport\"", "SCTP", "UDP, TCP, TLS, WS or WSS", "\"key\":\"server\"", "\"key\":\"colour\"");

        HttpResponse<String> made =
                put(path, "{\"values\":{\"server\":\"127.0.0.1:9\",\"user\":\"made\",\"password\":\"hunter2\"}}", "If-None-Match", "*");
        assertEquals(made.body(), 201, made.statusCode());
        assertFalse(made.body(), made.body().contains("hunter2"));
        Await.until("there is the connector", () -> get("/connectors/made").statusCode() == 200);
        Path file = file("made");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertAll(Files.readString(file), "user = made", "password = hunter2");

        String tag = made.headers().firstValue("ETag").orElseThrow();
        String changed = "{\"values\":{\"server\":\"127.0.0.1:9\",\"user\":\"other\",\"password\":\"***\"}}";
        assertEquals(428, put(path, changed, "Accept", "*/*").statusCode());
        assertEquals(200, put(path, changed, "If-Match", tag).statusCode());
        assertEquals("that was seen before", 412, put(path, changed, "If-Match", tag).statusCode());
        Await.until("the account is another", () -> get("/connectors/made").body().contains("\"account\":\"other@"));
        assertTrue("the secret is kept", connectors.all().stream().filter(each -> each.id().value().equals("made"))
                .allMatch(each -> String.valueOf(each.configuration().password().orElseThrow().reveal()).equals("hunter2")));

        Await.until("the file says so, too", () -> Files.readString(file).contains("user = other"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String latest = get(path).headers().firstValue("ETag").orElseThrow();
        assertEquals(204, send(asAdmin(request(path)).header(HEADER, "1").header("If-Match", latest).DELETE()).statusCode());
        Await.until("there is no connector", () -> get("/connectors/made").statusCode() == 404);
        assertFalse("nothing would bring it back", Files.exists(file));
    }

    private Path file(String id) {
        return ConfigurationFolders.of(context::getProperty).get(0).resolve("org.sipconnector.connector~" + id + ".cfg");
    }

    @Test
    public void aManagerIsReplacedByWhatIsSentWhileTheCallGoesOn() throws Exception {
        Await.until("the interface is there", () -> get("/updates").statusCode() == 200);
        Bundle history = bundle("call-history");
        byte[] newer;
        try (InputStream content = NewerBundle.of(history)) {
            newer = content.readAllBytes();
        }
        HttpResponse<String> rehearsed = send(bundle("/updates/call-history/bundle-rehearsal", newer));
        assertEquals(rehearsed.body(), 200, rehearsed.statusCode());
        assertEquals("nothing has changed", 1, versions("call-history"));
        assertEquals(422, send(bundle("/updates/call-history/bundle?sha256=00", newer)).statusCode());
        assertEquals(422, send(bundle("/updates/call-history/bundle", "no bundle".getBytes(UTF_8))).statusCode());

        HttpResponse<String> done = send(bundle("/updates/call-history/bundle", newer));
        assertEquals(done.body(), 200, done.statusCode());
        assertAll(done.body(), "\"done\":true");
        assertCallGoesOn("an update");
        assertAll(get("/updates").body(), "CallHistoryManager", NewerBundle.after(history).toString());

        HttpResponse<String> back = post("/updates/call-history/rollback", "");
        assertEquals(back.body(), 200, back.statusCode());
        assertCallGoesOn("the way back");
    }

    private long versions(String folder) {
        return Arrays.stream(context.getBundles()).filter(each -> each.getSymbolicName().equals("org.sipconnector." + folder)).count();
    }

    private HttpRequest.Builder bundle(String path, byte[] jar) {
        return asAdmin(request(path)).header(HEADER, "1").header("Content-Type", "application/java-archive")
                .POST(HttpRequest.BodyPublishers.ofByteArray(jar));
    }

    private HttpResponse<String> put(String path, String json, String header, String value) throws Exception {
        return send(asAdmin(request(path)).header(HEADER, "test").header("Content-Type", "application/json").header(header, value)
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    protected static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + System.getProperty(PORT) + "/sip-connector/api/v1" + path));
    }

    protected HttpResponse<String> get(String path) throws Exception {
        return send(asAdmin(request(path)));
    }

    protected HttpResponse<String> post(String path, String json) throws Exception {
        return send(asAdmin(request(path)).header(HEADER, "test").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    protected static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    protected static HttpRequest.Builder as(String user, HttpRequest.Builder request) {
        return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(UTF_8)));
    }

    /** What is heard from then on. */
    private BufferedReader events(String path) throws Exception {
        HttpResponse<InputStream> stream = CLIENT.send(asAdmin(request(path)).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, stream.statusCode());
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream.body(), UTF_8));
        line(reader, "retry:");
        return reader;
    }

    private static String line(BufferedReader reader, String beginning) {
        return Stream.generate(() -> {
            try {
                return String.valueOf(reader.readLine());
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        }).filter(line -> line.startsWith(beginning) || line.equals("null")).findFirst().orElseThrow();
    }

    protected static void assertAll(String text, String... parts) {
        for (String part : parts) {
            assertTrue(part + " is in\n" + text, text.contains(part));
        }
    }
}
