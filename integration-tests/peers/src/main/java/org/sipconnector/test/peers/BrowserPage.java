/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A headless Chromium with our page, which does one command after another. */
public final class BrowserPage implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 120;
    private static final int BUILD_MINUTES = 3;

    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Process chromium;

    /**
     * @param page      directory of the built page
     * @param work      directory for the browser's profile and log
     * @param publicKey SHA-256 of the public key of the server to trust, Base64
     */
    public BrowserPage(Path page, Path work, String publicKey) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> file(exchange, page));
        server.createContext("/next", exchange -> reply(exchange, take(commands, 600)));
        server.createContext("/outcome", exchange -> {
            outcomes.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            reply(exchange, "{}");
        });
        server.start();
        ProcessBuilder browser = new ProcessBuilder(List.of("chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
                "--no-first-run", "--user-data-dir=" + work.resolve("profile"), "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required",
                "--ignore-certificate-errors-spki-list=" + publicKey,
                "http://localhost:" + server.getAddress().getPort() + "/index.html"))
                .directory(work.toFile()).redirectErrorStream(true).redirectOutput(work.resolve("chromium.log").toFile());
        // it leaves a directory there; the path of the socket in it has to be short
        browser.environment().put("TMPDIR", ".");
        chromium = browser.start();
    }

    /**
     * Builds the page in a directory of its own.
     *
     * @param sources directory of its sources
     * @param library the SIP library that it uses
     * @return directory of the built page
     */
    public static Path build(Path sources, Path work, String library) throws IOException, InterruptedException {
        Path page = Files.createDirectories(work.resolve("page"));
        for (String file : List.of("page.js", "index.html", "package.json", "package-lock.json")) {
            Files.copy(sources.resolve(file), page.resolve(file));
        }
        toItsEnd(page, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
        toItsEnd(page, "npm", "run", "bundle", "--", "--alias:@krivega/jssip=" + library);
        return page;
    }

    private static void toItsEnd(Path directory, String... command) throws IOException, InterruptedException {
        Path log = directory.resolve("command.log");
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " failed: " + Files.readString(log));
        }
    }

    /** Does a command and gives what came of it. */
    public JsonNode run(String command, Map<String, ?> parameters) {
        start(command, parameters);
        return outcome(command);
    }

    /** Begins a command that needs something of the test before it is done. */
    public void start(String command, Map<String, ?> parameters) {
        ObjectNode next = JsonNodeFactory.instance.objectNode().put("command", command);
        next.set("parameters", JSON.valueToTree(parameters));
        commands.add(next.toString());
    }

    /** What came of a command that was started. */
    public JsonNode outcome(String command) {
        String outcome = take(outcomes, PATIENCE_SECONDS);
        try {
            JsonNode read = JSON.readTree(outcome);
            if (!read.has("value")) {
                throw new AssertionError(command + " in the browser: " + read.path("error").asText(outcome));
            }
            return read.get("value");
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    public JsonNode run(String command) {
        return run(command, Map.of());
    }

    /** Saves what the browser shows of its video line of that number. */
    public Path picture(int index, Path file) throws IOException {
        String url = run("picture", Map.of("index", index)).asText();
        Files.createDirectories(file.getParent());
        return Files.write(file, Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1)));
    }

    private static String take(BlockingQueue<String> queue, int seconds) {
        try {
            String taken = queue.poll(seconds, TimeUnit.SECONDS);
            if (taken == null) {
                throw new AssertionError("the browser did not answer within " + seconds + " s");
            }
            return taken;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "{\"command\":\"close\"}";
        }
    }

    private static void file(HttpExchange exchange, Path page) throws IOException {
        Path file = page.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
        if (!file.startsWith(page) || !Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type",
                file.toString().endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, Files.size(file));
        Files.copy(file, exchange.getResponseBody());
        exchange.close();
    }

    private static void reply(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        commands.add("{\"command\":\"close\"}");
        chromium.descendants().forEach(ProcessHandle::destroy);
        chromium.destroy();
        try {
            if (!chromium.waitFor(5, TimeUnit.SECONDS)) {
                chromium.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
