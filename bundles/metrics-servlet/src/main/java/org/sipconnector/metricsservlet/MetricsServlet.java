/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metricsservlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.servlet.Servlet;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.httpaccess.Gate;
import org.sipconnector.httpaccess.Guesses;
import org.sipconnector.httpaccess.JaasRealm;
import org.sipconnector.httpaccess.Refusal;
import org.sipconnector.httpaccess.RefusedException;
import org.sipconnector.httpaccess.Visitor;
import org.sipconnector.metricsservlet.AccessConfiguration.Authentication;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.metrics.MetricsText;

/** The figures at {@code /metrics} of the container's own HTTP service. */
@Component(service = Servlet.class, configurationPid = AccessConfiguration.PID)
@HttpWhiteboardServletName("org.sipconnector.metrics")
@HttpWhiteboardServletPattern("/metrics")
@Designate(ocd = AccessSettings.class)
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final List<String> READING = List.of("GET", "HEAD");

    private final transient MetricsText metrics;
    private final transient Gate gate;
    private final transient CheckedConfiguration<AccessConfiguration> configuration;

    @Activate
    public MetricsServlet(@Reference MetricsText metrics, BundleContext context, Map<String, Object> properties) {
        this.metrics = metrics;
        gate = new Gate(new JaasRealm(), new Guesses(System::nanoTime));
        configuration = new CheckedConfiguration<>(context, AccessConfiguration.SCHEMA, properties, this::modified);
    }

    MetricsServlet(MetricsText metrics, Gate gate, AccessConfiguration fixed) {
        this.metrics = metrics;
        this.gate = gate;
        configuration = CheckedConfiguration.fixed(fixed);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Deactivate
    void deactivate() {
        configuration.close();
    }

    /** Others are answered before anything is read of them: HTTP's TRACE would send a password back. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        if (READING.contains(request.getMethod())) {
            super.service(request, response);
        } else {
            refuse(response, new Refusal(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "figures can be read only",
                    Map.of("Allow", String.join(", ", READING))));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            check(request, configuration.current());
        } catch (RefusedException refused) {
            refuse(response, refused.refusal());
            return;
        }
        write(request, response);
    }

    private void check(HttpServletRequest request, AccessConfiguration access) throws RefusedException {
        Gate.checkHost(request, access.rules());
        if (access.authentication() == Authentication.JAAS) {
            Visitor visitor = gate.visitor(request, access.rules());
            if (access.roles().stream().noneMatch(visitor.roles()::contains)) {
                throw new RefusedException(Refusal.of(HttpServletResponse.SC_FORBIDDEN, "none of the roles that may read metrics"));
            }
        }
    }

    private static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        refusal.headers().forEach(response::setHeader);
        response.setStatus(refusal.status());
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(refusal.reason());
    }

    private void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] text;
        try {
            text = metrics.text().getBytes(UTF_8);
        } catch (SipConnectorException notNow) {
            refuse(response, Refusal.later(notNow.getMessage()));
            return;
        }
        response.setStatus(HttpServletResponse.SC_OK);
        response.setHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        if (!takesCompressed(request)) {
            response.setContentLength(text.length);
            response.getOutputStream().write(text);
            return;
        }
        response.setHeader("Content-Encoding", "gzip");
        try (OutputStream out = new GZIPOutputStream(response.getOutputStream())) {
            out.write(text);
        }
    }

    private static boolean takesCompressed(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Accept-Encoding")).stream()
                .anyMatch(accepted -> accepted.toLowerCase(Locale.ROOT).matches(".*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*"));
    }
}
