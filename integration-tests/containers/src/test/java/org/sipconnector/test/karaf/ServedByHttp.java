/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Karaf's HTTP service gives a user: the REST interface, its events and the figures. */
record ServedByHttp(int port, String user, String password) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String ROOT = "/sip-connector/api/v1";
    private static final Pattern PATH = Pattern.compile("\"(/[^\"]*)\":\\{");
    private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");

    /** Events as they come, until it is closed. */
    static final class Listening implements AutoCloseable {

        private final StringBuffer heard = new StringBuffer();
        private final CompletableFuture<? extends HttpResponse<?>> stream;

        private Listening(HttpRequest request) {
            stream = CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(this::add)));
        }

        private void add(byte[] part) {
            heard.append(new String(part, ISO_8859_1));
        }

        String heard() {
            return heard.toString();
        }

        @Override
        public void close() {
            stream.cancel(true);
        }
    }

    /** @param query such as {@code ?names=call:*}, or nothing for all events */
    Listening listen(String query) {
        return new Listening(request(ROOT + "/events" + query).build());
    }

    /** The answer's text, whatever its status. */
    String get(String path) throws Exception {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString(ISO_8859_1)).body();
    }

    /** Changes something of the REST interface. */
    HttpResponse<String> change(String method, String path, String json) throws Exception {
        return CLIENT.send(request(ROOT + path).header("X-Sip-Connector", "1").header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Each answer that the interface describes, those about a connector for each of these, and the figures; events apart. */
    void readAll(List<String> connectors, Consumer<Answer> reader) throws Exception {
        reader.accept(new Answer("/metrics", get("/metrics")));
        Matcher described = PATH.matcher(get(ROOT + "/openapi.json"));
        List<String> paths = described.results().map(found -> found.group(1)).filter(path -> !path.endsWith("/events")).toList();
        for (String path : paths) {
            for (String each : path.contains("{id}") ? connectors : List.of("")) {
                for (String filled : filled(path.replace("{id}", each), each)) {
                    reader.accept(new Answer(filled, get(ROOT + filled)));
                }
            }
        }
    }

    /** What was asked for, and what came. */
    record Answer(String path, String text) {}

    /** Entries of a journal, one after the other. */
    private List<String> filled(String path, String connector) throws Exception {
        if (!path.contains("{number}")) {
            return List.of(path);
        }
        Stream<String> numbers = NUMBER.matcher(get(ROOT + "/connectors/" + connector + "/journal")).results().map(found -> found.group(1));
        return numbers.map(number -> path.replace("{number}", number)).toList();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path.replaceAll("[{}]", "")))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(UTF_8)));
    }
}
