/*
 * SPDX-License-Identifier: Apache-2.0
 */
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
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.configuration.CheckedConfiguration;
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
    private final InstalledMediaEngine media = new InstalledMediaEngine();
    private final InstalledSip sip = new InstalledSip();
    private final CheckedConfiguration<SimulatorSettings> configuration;
    private Running running;
    private ServiceRegistration<ConferenceSimulator> service;

    /** @throws IOException when the data directory cannot be used */
    @Activate
    public SimulatorComponent(BundleContext context, Map<String, Object> properties) throws IOException {
        this.context = context;
        configuration = new CheckedConfiguration<>(context, SettingsReader.SCHEMA, properties, this::modified);
        media.follow(context);
        sip.follow(context);
        start(configuration.current());
    }

    /** Another simulator, when something else is wanted. */
    @Modified
    synchronized void modified(Map<String, Object> properties) throws Exception {
        if (configuration.update(properties)) {
            end();
            start(configuration.current());
        }
    }

    private synchronized void start(SimulatorSettings configured) throws IOException {
        SimulatorSettings settings = SettingsReader.complete(configured, dataDirectory(context));
        Running begun = new Running(settings, new SimulatorComponents.Foundations(sip.userAgents(), sip.servers(), media.engine(),
                new ServiceRegistry(context)), Clock.systemUTC());
        running = begun;
        settings.guestPassword().ifPresent(password -> LOG.info(
                "Simulator: any user may register with the password {}", new String(password.reveal())));
        begun.listen().whenComplete((simulator, failure) -> {
            if (failure == null) {
                listening(begun, simulator);
            } else {
                LOG.error("Simulator cannot listen: {} (see {}.cfg)", Failures.reason(failure), PID);
            }
        });
    }

    private synchronized void listening(Running begun, Simulator simulator) {
        if (running != begun) {
            return;
        }
        SimulatorAddresses where = simulator.addresses();
        LOG.info("Simulator listens on {}: {}; authority {}", where.host(), ports(where),
                where.caFile().map(Path::toString).orElse("none"));
        service = context.registerService(ConferenceSimulator.class, simulator,
                new Hashtable<>(Map.of("host", where.host())));
    }

    private void end() throws Exception {
        Running ended;
        synchronized (this) {
            ended = running;
            running = null;
            if (service != null) {
                service.unregister();
                service = null;
            }
        }
        ended.close();
    }

    @Deactivate
    synchronized void deactivate() throws Exception {
        configuration.close();
        end();
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
