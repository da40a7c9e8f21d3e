/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sipconnector.test.Await;

/** A window of a headless Chromium, told what to do by its DevTools protocol. */
final class BrowserWindow implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 60;

    private final Process chromium;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> outcomes = new ConcurrentHashMap<>();

    /** @param work directory for its profile */
    BrowserWindow(Path work) throws Exception {
        Files.createDirectories(work);
        ProcessBuilder browser = new ProcessBuilder("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--user-data-dir=" + work.resolve("profile"), "--remote-debugging-port=0", "about:blank").directory(work.toFile())
                .redirectErrorStream(true).redirectOutput(work.resolve("chromium.log").toFile());
        // it leaves a directory there; the path of the socket in it has to be short
        browser.environment().put("TMPDIR", ".");
        chromium = browser.start();
        HttpClient client = HttpClient.newHttpClient();
        Path port = work.resolve("profile").resolve("DevToolsActivePort");
        Await.until("the browser listens", () -> Files.exists(port) && Files.readAllLines(port).size() > 1);
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        JsonNode pages = JSON.readTree(client.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString()).body());
        String address = pages.get(0).path("webSocketDebuggerUrl").asText();
        socket = client.newWebSocketBuilder().buildAsync(URI.create(address), new Answers()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        send("Page.enable", Map.of());
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void take(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            CompletableFuture<JsonNode> waiting = outcomes.remove(message.path("id").asInt());
            if (waiting != null) {
                waiting.complete(message);
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> outcome = new CompletableFuture<>();
        outcomes.put(number, outcome);
        socket.sendText(JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters)), true)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        JsonNode answer = outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer.has("error")) {
            throw new AssertionError(method + ": " + answer.get("error"));
        }
        return answer.path("result");
    }

    void go(String address) throws Exception {
        send("Page.navigate", Map.of("url", address));
    }

    /** Runs a script in each page before those of its own. */
    void before(String script) throws Exception {
        send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** What an expression is, which may be a promise. */
    JsonNode value(String expression) throws Exception {
        JsonNode outcome = send("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (outcome.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + outcome.get("exceptionDetails"));
        }
        return outcome.path("result").path("value");
    }

    void await(String what, String expression) throws Exception {
        try {
            Await.within(Duration.ofSeconds(PATIENCE_SECONDS), what, () -> value(expression).asBoolean());
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; the page says " + text(), late);
        }
    }

    /** All that somebody reads. */
    String text() throws Exception {
        return value("document.body.innerText").asText();
    }

    void awaitText(String text) throws Exception {
        await("the page says " + text, "document.body.innerText.includes(" + JSON.writeValueAsString(text) + ")");
    }

    /** Presses the button with that text once it is there. */
    void press(String text) throws Exception {
        String button = "[...document.querySelectorAll('button')].find(each => each.textContent === " + JSON.writeValueAsString(text) + ")";
        await("there is a button " + text, "Boolean(" + button + ")");
        value(button + ".click()");
    }

    boolean hasButton(String text) throws Exception {
        return value("[...document.querySelectorAll('button')].some(each => each.textContent === " + JSON.writeValueAsString(text) + ")").asBoolean();
    }

    /** Writes into a field as keys do. */
    void write(String selector, String text) throws Exception {
        String field = "document.querySelector(" + JSON.writeValueAsString(selector) + ")";
        await("there is a field " + selector, "Boolean(" + field + ")");
        value(field + ".focus(), " + field + ".select()");
        send("Input.insertText", Map.of("text", text));
    }

    void key(String name) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            send("Input.dispatchKeyEvent", Map.of("type", type, "key", name, "code", name));
        }
    }

    void choose(String selector, Path file) throws Exception {
        int root = send("DOM.getDocument", Map.of()).path("root").path("nodeId").asInt();
        int field = send("DOM.querySelector", Map.of("nodeId", root, "selector", selector)).path("nodeId").asInt();
        send("DOM.setFileInputFiles", Map.of("nodeId", field, "files", List.of(file.toString())));
    }

    void look(int width, int height, boolean dark) throws Exception {
        send("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void forgetCookies() throws Exception {
        send("Network.clearBrowserCookies", Map.of());
    }

    Path picture(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        return Files.write(file, Base64.getDecoder().decode(send("Page.captureScreenshot", Map.of("format", "png")).path("data").asText()));
    }

    @Override
    public void close() throws Exception {
        chromium.descendants().forEach(ProcessHandle::destroy);
        chromium.destroy();
        if (!chromium.waitFor(5, TimeUnit.SECONDS)) {
            chromium.destroyForcibly().waitFor();
        }
    }
}
