/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.http;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.http.HttpCall;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.http.HttpRequests;

/** HTTP requests on the client of the JDK: one client for each way to judge certificates, made when first needed. */
@Component(service = {HttpRequests.class, Foundation.class})
public final class Exchanges implements HttpRequests {

    private static final int THREADS = 2;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private final Map<ConnectorId, Outbox> outboxes = new ConcurrentHashMap<>();
    private final Map<String, Exchange> exchanges = new ConcurrentHashMap<>();
    private final Map<Trusted, HttpClient> clients = new ConcurrentHashMap<>();
    private final ExecutorService executor;

    /** A way to judge certificates and to show one; a changed file makes another one of it. */
    private record Trusted(TlsTrust trust, Optional<ClientCertificate> certificate, List<Long> stamps) {

        static Trusted now(HttpCall call) {
            Stream<String> files = Stream.concat(call.trust().caFile().stream(),
                    call.certificate().stream().flatMap(shown -> Stream.of(shown.chain(), shown.key())));
            return new Trusted(call.trust(), call.certificate(),
                    files.map(File::new).flatMap(file -> Stream.of(file.lastModified(), file.length())).toList());
        }

        boolean replaces(Trusted former) {
            return trust.equals(former.trust) && certificate.equals(former.certificate);
        }
    }

    private record Exchange(ConnectorId owner, CompletableFuture<?> response) {}

    @Activate
    public Exchanges() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "sip-connector-http");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        executor = pool;
    }

    @Deactivate
    void stop() {
        exchanges.keySet().forEach(this::cancel);
        clients.clear();
        executor.shutdown();
    }

    @Override
    public void attach(ConnectorId owner, EventSink sink) {
        outbox(owner).attach(sink);
    }

    @Override
    public void detach(ConnectorId owner) {
        outbox(owner).detach();
    }

    @Override
    public void release(ConnectorId owner) {
        exchanges.forEach((id, exchange) -> {
            if (exchange.owner().equals(owner)) {
                cancel(id);
            }
        });
        outboxes.remove(owner);
    }

    @Override
    public void send(ConnectorId owner, HttpCall call) {
        CompletableFuture<HttpResponse<String>> response;
        try {
            refuseOpenToken(call);
            response = client(call).sendAsync(request(call), about -> new LimitedBody());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            outbox(owner).put(new HttpEvent.HttpFailed(call.id(), said(e)));
            return;
        }
        exchanges.put(call.id(), new Exchange(owner, response));
        // the timeout of a request ends with its headers; this one is for the whole, and ends the request with its socket
        response.copy().orTimeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS).whenComplete((answer, error) -> {
            response.cancel(true);
            finished(owner, call, answer, error);
        });
    }

    private void finished(ConnectorId owner, HttpCall call, HttpResponse<String> answer, Throwable error) {
        boolean wanted = exchanges.remove(call.id()) != null;
        if (wanted && !(error instanceof CancellationException)) {
            outbox(owner).put(error == null
                    ? new HttpEvent.HttpAnswered(call.id(), answer.statusCode(), answer.body())
                    : new HttpEvent.HttpFailed(call.id(), said(error)));
        }
    }

    @Override
    public void cancel(String id) {
        Exchange exchange = exchanges.remove(id);
        if (exchange != null) {
            exchange.response().cancel(true);
        }
    }

    @Override
    public int pending() {
        return exchanges.size();
    }

    private Outbox outbox(ConnectorId owner) {
        return outboxes.computeIfAbsent(owner, any -> new Outbox());
    }

    /** A token is for the server alone; without TLS everybody on the way reads it. Within the host nobody is on the way. */
    private static void refuseOpenToken(HttpCall call) {
        URI target = URI.create(call.url());
        boolean open = !"https".equalsIgnoreCase(target.getScheme()) && !LOOPBACK.contains(String.valueOf(target.getHost()));
        if (call.bearer().isPresent() && open) {
            throw new IllegalArgumentException("a token is not sent without TLS: use transport WSS or TLS");
        }
    }

    private HttpClient client(HttpCall call) throws GeneralSecurityException, IOException {
        Trusted trust = Trusted.now(call);
        HttpClient client = clients.get(trust);
        if (client == null) {
            client = HttpClient.newBuilder().executor(executor).connectTimeout(CONNECT_WITHIN).followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1).sslContext(Trust.context(call.trust(), call.certificate())).build();
            clients.keySet().removeIf(trust::replaces);
            clients.put(trust, client);
        }
        return client;
    }

    private static HttpRequest request(HttpCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.url()));
        for (Header header : call.headers()) {
            request.header(header.name(), header.value());
        }
        call.bearer().ifPresent(token -> request.header("Authorization", "Bearer " + new String(token.reveal())));
        return request.method(call.method(), call.body().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody())).build();
    }

    private static String said(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        String kind = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? kind : kind + ": " + Printable.line(Masking.text(cause.getMessage()));
    }
}
