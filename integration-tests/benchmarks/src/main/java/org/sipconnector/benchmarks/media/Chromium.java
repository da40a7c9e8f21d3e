/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with our page, once or more often, whose functions it calls one after another. */
final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 120;

    private final List<Page> pages = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path work;
    private final HttpServer server;
    private final Process process;

    /** A tab with our page. */
    static final class Page {

        private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();

        /** The value of an expression in the page, awaited. */
        JsonNode run(String expression) throws IOException {
            calls.add("return " + expression);
            JsonNode outcome = JSON.readTree(taken(outcomes));
            if (outcome.has("error")) {
                throw new IllegalStateException(expression + " in Chromium: " + outcome.get("error").asText());
            }
            return outcome.path("value");
        }
    }

    Chromium() throws IOException {
        work = Files.createTempDirectory("chromium");
        byte[] page;
        try (InputStream resource = Chromium.class.getResourceAsStream("calls.html")) {
            page = resource.readAllBytes();
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> reply(exchange, "text/html; charset=utf-8", page));
        server.createContext("/next", exchange -> reply(exchange, "text/javascript",
                taken(page(exchange).calls).getBytes(StandardCharsets.UTF_8)));
        server.createContext("/outcome", exchange -> {
            page(exchange).outcomes.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            reply(exchange, "text/plain", new byte[0]);
        });
        server.start();
        pages.add(new Page());
        ProcessBuilder browser = new ProcessBuilder("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--remote-debugging-port=0", "--user-data-dir=" + work.resolve("profile"), "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required", address(0))
                .directory(work.toFile()).redirectErrorStream(true).redirectOutput(work.resolve("log").toFile());
        // it leaves a directory there; the path of the socket in it has to be short
        browser.environment().put("TMPDIR", ".");
        process = browser.start();
    }

    static boolean installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "chromium")));
    }

    /** The page it was started with. */
    Page first() {
        return pages.get(0);
    }

    /** One more page, in a tab and, as Chromium has it, a process of its own. */
    Page open() throws IOException, InterruptedException {
        Path port = work.resolve("profile").resolve("DevToolsActivePort");
        for (int tries = 0; !Files.exists(port); tries++) {
            if (tries > PATIENCE_SECONDS) {
                throw new IllegalStateException("Chromium did not write " + port);
            }
            TimeUnit.SECONDS.sleep(1);
        }
        Page page = new Page();
        pages.add(page);
        URI tab = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/new?" + address(pages.size() - 1));
        int status = HttpClient.newHttpClient().send(HttpRequest.newBuilder(tab).PUT(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IllegalStateException("Chromium opens no page: " + status);
        }
        return page;
    }

    /** A host for each, since Chromium keeps no more than six connections to one, and each page waits on one. */
    private String address(int page) {
        return "http://page" + page + ".localhost:" + server.getAddress().getPort() + "/?" + page;
    }

    private Page page(HttpExchange exchange) {
        return pages.get(Integer.parseInt(exchange.getRequestURI().getQuery()));
    }

    Usage usage() {
        return Usage.of(process.toHandle());
    }

    private static String taken(BlockingQueue<String> queue) {
        try {
            String taken = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (taken == null) {
                throw new IllegalStateException("Chromium did not answer within " + PATIENCE_SECONDS + " s");
            }
            return taken;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static void reply(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        server.stop(0);
        threads.shutdownNow();
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException stays) {
            System.out.println("The directory " + work + " stays: " + stays.getMessage());
        }
    }
}
