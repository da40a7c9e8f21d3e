/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** The console in a servlet container. */
final class ConsoleServer implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server();
    private final ServerConnector port = new ServerConnector(server);
    private final ConsoleServlet servlet = new ConsoleServlet(Map.of());

    ConsoleServer() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(servlet), ConsoleServlet.ROOT + "/*");
        server.setHandler(context);
        port.setHost("127.0.0.1");
        server.addConnector(port);
        server.start();
    }

    ConsoleServlet servlet() {
        return servlet;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.getLocalPort() + ConsoleServlet.ROOT + path));
    }

    /**
     * All that is answered.
     *
     * @param host as who asks names it
     */
    String ask(String host, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port.getLocalPort())) {
            socket.getOutputStream().write(("GET " + ConsoleServlet.ROOT + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
