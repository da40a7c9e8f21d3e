/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request to its route and writes what comes of it; no thread of the HTTP service waits for a connector. */
final class RestDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(RestDispatcher.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
    private static final String HEAD = "HEAD";

    private final RouteTable table;
    private final RestAccess access;
    private final EventsResource events;
    private final Route stream;
    private final Supplier<RestConfiguration> configuration;

    RestDispatcher(RouteTable table, RestAccess access, EventsResource events, Supplier<RestConfiguration> configuration) {
        this.table = table;
        this.access = access;
        this.events = events;
        this.configuration = configuration;
        stream = table.routes().stream().filter(route -> route.path().toString().equals(EventsResource.PATH)).findFirst().orElseThrow();
    }

    List<Route> routes() {
        return table.routes();
    }

    void dispatch(HttpServletRequest http, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        try {
            if (!METHODS.contains(http.getMethod())) {
                throw ProblemException.of(ProblemKind.METHOD_NOT_ALLOWED, "what is known here is GET, HEAD, POST, PUT and DELETE");
            }
            boolean acts = !http.getMethod().equals("GET") && !http.getMethod().equals(HEAD);
            RestConfiguration current = configuration.get();
            access.checkSender(http, current, acts);
            RouteTable.Match match = table.find(http.getMethod(), path(http));
            Optional<RestUser> user = access.user(http, match.route(), current);
            new RestRequest(match, user, http, Optional.empty()).checkQuery();
            RestRequest request = new RestRequest(match, user, http, BodyReading.of(http, match.route()));
            if (match.route().path().equals(stream.path())) {
                events.open(request, response, access.mayGoOn(request, configuration), current.limits().eventStreams());
            } else {
                answer(http, response, match.route().doing().handle(request));
            }
        } catch (ProblemException problem) {
            write(http, response, RestAnswer.of(problem));
        } catch (SipConnectorException notNow) {
            write(http, response, RestAnswer.of(ProblemException.of(ProblemKind.UNAVAILABLE, ErrorText.of(notNow))));
        } catch (RuntimeException unexpected) {
            write(http, response, internal(http, unexpected));
        }
    }

    private static List<String> path(HttpServletRequest http) {
        String path = http.getPathInfo() == null ? "" : http.getPathInfo();
        return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
    }

    private static void answer(HttpServletRequest http, HttpServletResponse response, CompletionStage<RestAnswer> answer) throws IOException {
        if (answer.toCompletableFuture().isDone() && !answer.toCompletableFuture().isCompletedExceptionally()) {
            write(http, response, answer.toCompletableFuture().getNow(null));
            return;
        }
        AsyncContext async = http.startAsync();
        // whoever answers has a limit of its own
        async.setTimeout(0);
        answer.whenComplete((done, failure) -> async.start(() -> {
            try {
                write(http, response, failure == null ? done : failed(http, failure));
            } catch (IOException gone) {
                LOG.debug("who asked has gone: {}", ErrorText.of(gone));
            } finally {
                async.complete();
            }
        }));
    }

    private static RestAnswer failed(HttpServletRequest http, Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof ProblemException problem ? RestAnswer.of(problem) : internal(http, cause);
    }

    private static RestAnswer internal(HttpServletRequest http, Throwable unexpected) {
        LOG.warn("{} {} failed", http.getMethod().toLowerCase(Locale.ROOT), ProblemException.shown(String.valueOf(http.getPathInfo())), unexpected);
        return RestAnswer.of(ProblemException.of(ProblemKind.INTERNAL, "a mistake of this interface: the log tells more"));
    }

    private static void write(HttpServletRequest http, HttpServletResponse response, RestAnswer answer) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (answer.body().isPresent()) {
            RawBody body = raw(answer.body().get());
            response.setContentType(body.mediaType());
            response.setContentLength(body.content().length);
            if (!http.getMethod().equals(HEAD)) {
                response.getOutputStream().write(body.content());
            }
        }
    }

    private static RawBody raw(Object body) {
        return body instanceof RawBody raw
                ? raw
                : new RawBody(body instanceof ProblemDetails ? ProblemDetails.MEDIA_TYPE : "application/json", RecordJson.bytes(body));
    }
}
