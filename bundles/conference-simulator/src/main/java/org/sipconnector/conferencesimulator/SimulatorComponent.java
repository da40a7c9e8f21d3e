package org.sipconnector.conferencesimulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Hashtable;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.simulator.ConferenceSimulator;
import org.sipconnector.api.simulator.SimulatorAddresses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the simulator while it is configured; its service exists while it listens. */
@Component(service = {}, immediate = true, configurationPid = SimulatorComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SimulatorConfiguration.class)
public final class SimulatorComponent {

    static final String PID = "org.sipconnector.simulator";

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorComponent.class);

    private final BundleContext context;
    private final LatestEngine media = new LatestEngine();
    private final LatestSip sip = new LatestSip();
    private final Running running;
    private ServiceRegistration<ConferenceSimulator> service;
    private boolean closed;

    /** @throws IOException when the data directory cannot be used */
    @Activate
    public SimulatorComponent(BundleContext context, SimulatorConfiguration configuration) throws IOException {
        this.context = context;
        SimulatorSettings settings = SettingsReader.read(configuration, dataDirectory(context));
        media.follow(context);
        sip.follow(context);
        this.running = new Running(settings, new Parts.Foundations(sip.userAgents(), sip.servers(), media.engine(),
                new ServiceRegistry(context)), Clock.systemUTC());
        settings.guestPassword().ifPresent(password -> LOG.info(
                "Simulator: any user may register with the password {}", new String(password.reveal())));
        running.listen().whenComplete((simulator, failure) -> {
            if (failure == null) {
                listening(simulator);
            } else {
                LOG.error("Simulator cannot listen: {} (see {}.cfg)", Failures.reason(failure), PID);
            }
        });
    }

    private synchronized void listening(Simulator simulator) {
        if (closed) {
            return;
        }
        SimulatorAddresses where = simulator.addresses();
        LOG.info("Simulator listens on {}: {}; authority {}", where.host(), ports(where),
                where.caFile().map(Path::toString).orElse("none"));
        service = context.registerService(ConferenceSimulator.class, simulator,
                new Hashtable<>(Map.of("host", where.host())));
    }

    @Deactivate
    void deactivate() throws Exception {
        synchronized (this) {
            closed = true;
            if (service != null) {
                service.unregister();
            }
        }
        running.close();
        media.close();
        sip.close();
    }

    private static String ports(SimulatorAddresses where) {
        return Stream.of(Map.entry("wss", where.wssPort()), Map.entry("ws", where.wsPort()),
                Map.entry("tcp", where.tcpPort()), Map.entry("udp", where.udpPort()))
                .filter(entry -> entry.getValue().isPresent())
                .map(entry -> entry.getKey() + " " + entry.getValue().getAsInt()).collect(Collectors.joining(", "));
    }

    /** Karaf's data directory survives updates of this bundle; elsewhere the bundle's own storage serves. */
    private static Path dataDirectory(BundleContext context) {
        String karaf = context.getProperty("karaf.data");
        return karaf == null ? context.getDataFile("simulator").toPath() : Path.of(karaf, "simulator");
    }
}
