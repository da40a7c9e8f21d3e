/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.httpaccess.Gate;
import org.sipconnector.httpaccess.Guesses;
import org.sipconnector.httpaccess.JaasRealm;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.configuration.DataDirectory;

/** The REST interface at the container's own HTTP service. */
@Component(service = Servlet.class, configurationPid = RestConfiguration.PID)
@HttpWhiteboardServletName("org.sipconnector.rest")
@HttpWhiteboardServletPattern(RestServlet.ROOT + "/*")
@HttpWhiteboardServletAsyncSupported
@Designate(ocd = RestSettings.class)
public final class RestServlet extends HttpServlet {

    static final String ROOT = "/sip-connector/api/v1";

    private static final long serialVersionUID = 1;
    private static final Duration PICTURE_PATIENCE = Duration.ofSeconds(3);

    private final transient CheckedConfiguration<RestConfiguration> configuration;
    private final transient RestDispatcher dispatcher;
    private final transient EventStreams streams;
    private final transient StatisticsHistory statistics;
    private final transient UpdateQueue updates = new UpdateQueue();
    private final transient WaitingAnswers cluster = new WaitingAnswers("sip-connector-rest-cluster");
    private final transient WaitingAnswers pictures = new WaitingAnswers("sip-connector-rest-pictures");

    @Activate
    public RestServlet(BundleContext context, Map<String, Object> properties) {
        configuration = new CheckedConfiguration<>(context, RestConfiguration.SCHEMA, properties, this::modified);
        ContainerServices services = ContainerServices.of(context);
        streams = new EventStreams(EventStreams.whiteboard(context), new ChangeWatch(services));
        statistics = new StatisticsHistory(ConnectorEvents::of);
        dispatcher = dispatcher(services, new Gate(new JaasRealm(), new Guesses(System::nanoTime)), context::getProperty);
    }

    RestServlet(ContainerServices services, Gate gate, EventStreams streams, RestConfiguration fixed, UnaryOperator<String> framework) {
        configuration = CheckedConfiguration.fixed(fixed);
        this.streams = streams;
        statistics = new StatisticsHistory(ConnectorEvents::of);
        dispatcher = dispatcher(services, gate, framework);
    }

    private RestDispatcher dispatcher(ContainerServices services, Gate gate, UnaryOperator<String> framework) {
        LoginSessions sessions = new LoginSessions(System::nanoTime);
        ConnectorLookup lookup = new ConnectorLookup(services);
        EventsResource events = new EventsResource(streams);
        UploadedBundle uploads = new UploadedBundle(DataDirectory.of("uploads"), () -> configuration.current().limits().uploadMegabytes());
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ConnectorsResource(lookup).routes());
        routes.addAll(new ActionsResource(lookup).routes());
        routes.addAll(new ConfigurationsResource(new ConnectorConfigurations(services, framework)).routes());
        routes.addAll(new StatisticsResource(lookup, statistics).routes());
        routes.addAll(new MessagesResource(lookup).routes());
        routes.addAll(new PictureResource(lookup, pictures, new RequestRate(System::nanoTime), PICTURE_PATIENCE).routes());
        routes.addAll(new JournalResource(lookup).routes());
        routes.addAll(new UpdatesResource(services, updates, uploads).routes());
        routes.addAll(new HealthResource(services).routes());
        routes.addAll(new ClusterResource(services, cluster).routes());
        routes.addAll(new SimulatorResource(services).routes());
        routes.addAll(new LoginResource(sessions).routes());
        routes.add(events.route());
        routes.add(Route.get("/openapi.json", "This description, in OpenAPI 3").forEverybody().at(request -> OpenApi.of(routes)));
        return new RestDispatcher(new RouteTable(routes), new RestAccess(gate, sessions, new RequestRate(System::nanoTime)), events,
                configuration::current);
    }

    List<Route> routes() {
        return dispatcher.routes();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Deactivate
    void deactivate() {
        streams.close();
        statistics.close();
        updates.close();
        cluster.close();
        pictures.close();
        configuration.close();
    }

    /** Whatever the method is: HTTP's TRACE would send a password back. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        dispatcher.dispatch(request, response);
    }
}
