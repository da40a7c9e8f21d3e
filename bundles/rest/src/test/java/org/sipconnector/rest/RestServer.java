/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.httpaccess.Gate;
import org.sipconnector.httpaccess.Guesses;
import org.sipconnector.httpaccess.Login;

/** The interface in a servlet container, with services that a test gives, for users {@code viewer}, {@code manager} and {@code admin}. */
final class RestServer implements AutoCloseable {

    static final RestConfiguration.Limits LIMITS = new RestConfiguration.Limits(100_000, 3, 1);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final Map<String, String> framework = new ConcurrentHashMap<>();
    private final AtomicReference<ConnectorListener> listener = new AtomicReference<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server();
    private final ServerConnector port = new ServerConnector(server);
    private final RestServlet servlet;
    private final EventStreams streams;

    RestServer() {
        this(new RestConfiguration(false, "karaf", Optional.empty(), LIMITS));
    }

    RestServer(RestConfiguration configuration) {
        ContainerServices found = new ContainerServices() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                return Optional.ofNullable(type.cast(services.get(type)));
            }

            @Override
            public <T> Runnable register(Class<T> type, T service, Map<String, String> properties) {
                services.put(type, service);
                return () -> services.remove(type, service);
            }

            @Override
            public <T> List<T> all(Class<T> type) {
                return find(type).stream().toList();
            }
        };
        streams = new EventStreams(begun -> {
            listener.set(begun);
            return () -> listener.set(null);
        }, new ChangeWatch(found));
        servlet = new RestServlet(found, new Gate(RestServer::login, new Guesses(System::nanoTime)), streams, configuration,
                name -> Optional.ofNullable(framework.get(name)).orElseGet(() -> System.getProperty(name)));
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, RestServlet.ROOT + "/*");
        server.setHandler(context);
        port.setHost("127.0.0.1");
        server.addConnector(port);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Login login(String realm, String user, char[] password) {
        return new String(password).equals("secret") ? Login.known(Set.of(user)) : Login.unknown();
    }

    <T> RestServer with(Class<T> type, T service) {
        services.put(type, service);
        return this;
    }

    /** A property of the framework. */
    RestServer with(String property, String value) {
        framework.put(property, value);
        return this;
    }

    RestServlet servlet() {
        return servlet;
    }

    EventStreams streams() {
        return streams;
    }

    int port() {
        return port.getLocalPort();
    }

    /** Who hears events while somebody reads them. */
    Optional<ConnectorListener> listener() {
        return Optional.ofNullable(listener.get());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + RestServlet.ROOT + path));
    }

    HttpRequest.Builder as(String user, String path) {
        return request(path).header("Authorization", basic(user, "secret"));
    }

    HttpRequest.Builder post(String user, String path, String json) {
        return as(user, path).header(CrossSite.HEADER, "test").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    Optional<Object> service(Class<?> type) {
        return Optional.ofNullable(services.get(type));
    }

    HttpResponse<InputStream> stream(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return MAPPER.readTree(answer.body());
    }

    @Override
    public void close() throws Exception {
        servlet.deactivate();
        server.stop();
    }
}
