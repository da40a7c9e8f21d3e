/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.console;

import java.io.IOException;
import java.util.Map;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.sipconnector.httpaccess.AccessRules;
import org.sipconnector.httpaccess.Gate;
import org.sipconnector.httpaccess.RefusedException;

/** Serves the page for operators, which has no secrets: who looks at anything logs in at the REST interface. */
@Component(service = Servlet.class, configurationPid = ConsoleServlet.PID)
@HttpWhiteboardServletName("org.sipconnector.console")
@HttpWhiteboardServletPattern({ConsoleServlet.ROOT, ConsoleServlet.ROOT + "/*"})
public final class ConsoleServlet extends HttpServlet {

    static final String ROOT = "/sip-connector/console";
    /** That of the REST interface: who may not ask that has no use for the page. */
    static final String PID = "org.sipconnector.rest";

    private static final String REMOTE = "remote";
    private static final long serialVersionUID = 1;

    private final transient PageFiles files = new PageFiles();
    private volatile boolean remote;

    @Activate
    public ConsoleServlet(Map<String, Object> properties) {
        modified(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Object given = properties.get(REMOTE);
        remote = given != null && Boolean.parseBoolean(given.toString().strip());
    }

    PageFiles files() {
        return files;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageHeaders.set(response);
        try {
            Gate.checkHost(request, new AccessRules("the console", PID, remote, "", ""));
        } catch (RefusedException refused) {
            refuse(response, refused.refusal().status(), refused.refusal().reason());
            return;
        }
        String path = request.getPathInfo();
        if (path == null) {
            response.setHeader("Location", request.getContextPath() + ROOT + "/");
            response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        } else if (path.equals("/")) {
            PageHeaders.revalidated(response);
            send(request, response, files.document());
        } else if (files.find(path.substring(1)).isPresent()) {
            PageHeaders.immutable(response);
            send(request, response, files.find(path.substring(1)).get());
        } else {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "the console has no such file: load its page anew");
        }
    }

    private static void refuse(HttpServletResponse response, int status, String reason) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(reason);
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, PageFile file) throws IOException {
        String tag = '"' + file.tag() + '"';
        response.setHeader("ETag", tag);
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.type());
        response.setContentLength(file.content().length);
        response.getOutputStream().write(file.content());
    }
}
