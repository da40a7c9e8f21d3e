/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleServletTest {

    private ConsoleServer server;
    private String place;

    @BeforeEach
    void start() throws Exception {
        server = new ConsoleServer();
        place = "/" + server.servlet().files().place() + "/";
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void theDocumentIsAskedForAnewAndLeadsToFilesThatHoldForever() throws Exception {
        HttpResponse<String> document = server.send(server.request("/"));
        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.body()).contains(place.substring(1) + "main.js", place.substring(1) + "style.css").doesNotContain("@");
        assertThat(header(document, "Cache-Control")).isEqualTo("no-cache");

        HttpResponse<String> module = server.send(server.request(place + "main.js"));
        assertThat(module.statusCode()).isEqualTo(200);
        assertThat(header(module, "Content-Type")).startsWith("text/javascript");
        assertThat(header(module, "Cache-Control")).contains("immutable");
        assertThat(header(server.send(server.request(place + "style.css")), "Content-Type")).startsWith("text/css");
    }

    @Test
    void whatABrowserHasIsNotSentAgain() throws Exception {
        for (String path : new String[] {"/", place + "main.js"}) {
            String tag = header(server.send(server.request(path)), "ETag");
            HttpResponse<String> again = server.send(server.request(path).header("If-None-Match", tag));
            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(server.send(server.request(path).header("If-None-Match", "\"other\"")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void nothingInlineNorOfAnotherPlaceIsAllowed() throws Exception {
        for (String path : new String[] {"/", place + "main.js", "/none"}) {
            HttpResponse<String> answer = server.send(server.request(path));
            assertThat(header(answer, "Content-Security-Policy")).as(path).contains("default-src 'none'", "script-src 'self'", "style-src 'self'",
                    "frame-ancestors 'none'").doesNotContain("unsafe");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void filesOfAnotherReleaseAndOtherPathsAreNotThere() throws Exception {
        for (String path : new String[] {"/0123456789/main.js", place, place + "none.js", place + "..%2findex.html", "/index.html",
                place + "%3Cscript%3E"}) {
            HttpResponse<String> answer = server.send(server.request(path));
            assertThat(answer.statusCode()).as(path).isBetween(400, 404);
            assertThat(answer.headers().firstValue("Cache-Control")).as(path).isNotEqualTo(Optional.of("immutable"));
        }
    }

    @Test
    void withoutASlashOneIsLedToTheDocument() throws Exception {
        HttpResponse<String> answer = server.send(server.request(""));
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(header(answer, "Location")).endsWith("/sip-connector/console/");
    }

    @Test
    void onlyThisHostMayUnlessTheRestInterfaceIsForOthers() throws Exception {
        assertThat(server.ask("localhost", "/")).startsWith("HTTP/1.1 200");
        assertThat(server.ask("console.example", "/")).startsWith("HTTP/1.1 403").contains("remote = true", "org.sipconnector.rest.cfg");

        server.servlet().modified(Map.of("remote", "true"));
        assertThat(server.ask("console.example", "/")).startsWith("HTTP/1.1 200");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
