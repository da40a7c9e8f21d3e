/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import java.io.IOException;
import java.util.Optional;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The figures at {@code /metrics} of the container's own HTTP service. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient PublishedMetrics metrics;
    private final transient Gate gate;
    private final transient PrometheusScrapeHandler handler;

    @Activate
    public MetricsServlet(@Reference PublishedMetrics metrics) {
        this(metrics, new JaasRealm());
    }

    MetricsServlet(PublishedMetrics metrics, Realm realm) {
        this.metrics = metrics;
        gate = new Gate(realm);
        handler = new PrometheusScrapeHandler(metrics.registry());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        Optional<Refusal> refusal = gate.refusal(request, metrics.access());
        if (refusal.isPresent()) {
            refuse(response, refusal.get());
        } else {
            write(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        refusal.headers().forEach(response::setHeader);
        response.setStatus(refusal.status());
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(refusal.reason());
    }

    /** One after the other: each looks at all connectors. */
    private synchronized void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        metrics.refresh();
        handler.handleRequest(new ServletExchange(request, response));
    }
}
