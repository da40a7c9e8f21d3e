/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** The console's page and its files are served, beside what it asks. */
public abstract class ConsoleStory {

    /** Where the container's HTTP service listens. */
    protected static final String PORT = "test.http.port";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern MODULE = Pattern.compile("src=\"([^\"]+/main.js)\"");

    @Test
    public void thePageAndItsFilesAreServedAndKept() throws Exception {
        Await.until("the page is there", () -> get("/console/", "").statusCode() == 200);
        HttpResponse<String> page = get("/console/", "");
        assertEquals("no-cache", header(page, "Cache-Control"));
        Matcher module = MODULE.matcher(page.body());
        assertTrue(page.body(), module.find());

        HttpResponse<String> script = get("/console/" + module.group(1), "");
        assertEquals(200, script.statusCode());
        assertTrue(header(script, "Content-Type"), header(script, "Content-Type").startsWith("text/javascript"));
        assertTrue(header(script, "Cache-Control").contains("immutable"));
        HttpResponse<String> library = get("/console/" + module.group(1).replace("main.js", "preact.module.js"), "");
        assertEquals(200, library.statusCode());

        for (HttpResponse<String> answer : List.of(page, script, library)) {
            String policy = header(answer, "Content-Security-Policy");
            assertTrue(policy, policy.contains("script-src 'self'") && !policy.contains("unsafe"));
            String path = answer.uri().getPath().replace("/sip-connector", "");
            assertEquals(path, 304, get(path, header(answer, "ETag")).statusCode());
        }
        assertEquals(404, get("/console/none/main.js", "").statusCode());
    }

    @Test
    public void whatItAsksAndFiguresAreServedBesideIt() throws Exception {
        Await.until("the page is there", () -> get("/console/", "").statusCode() == 200);
        Await.until("the REST interface is there", () -> get("/api/v1/health/live", "").statusCode() == 200);
        Await.until("figures are there", () -> status("/metrics") != 404);
    }

    private static HttpResponse<String> get(String path, String tag) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root() + "/sip-connector" + path));
        return CLIENT.send((tag.isEmpty() ? request : request.header("If-None-Match", tag)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int status(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(root() + path)).build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static String root() {
        return "http://127.0.0.1:" + System.getProperty(PORT);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
