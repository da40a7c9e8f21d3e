/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.SimulatorAddresses;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.simulation.SimulatedRooms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the simulator while it is configured; its service exists while it listens. Hears of its configuration from Configuration
 * Admin: what Declarative Services are given they show, passwords too, to whoever lists components or reads them by JMX.
 */
@Component(service = ManagedService.class, immediate = true, property = Constants.SERVICE_PID + '=' + SimulatorComponent.PID,
        configurationPid = SimulatorComponent.PID, configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = SimulatorConfiguration.class)
public final class SimulatorComponent implements ManagedService {

    static final String PID = "org.sipconnector.simulator";

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorComponent.class);

    private final BundleContext context;
    private final InstalledMediaEngine media = new InstalledMediaEngine();
    private final InstalledSip sip = new InstalledSip();
    private boolean deactivated;
    /** Null while there is none. */
    private CheckedConfiguration<SimulatorSettings> configuration;
    private Running running;
    private ServiceRegistration<ConferenceSimulator> service;
    private ServiceRegistration<SimulatedRooms> rooms;

    @Activate
    public SimulatorComponent(BundleContext context) {
        this.context = context;
        media.follow(context);
        sip.follow(context);
    }

    /** Another simulator, when something else is wanted; none without properties. */
    @Override
    public synchronized void updated(Dictionary<String, ?> properties) {
        try {
            if (deactivated) {
                return;
            }
            if (properties == null) {
                end();
            } else {
                use(asMap(properties));
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("Simulator is not changed: {} (see {}.cfg)", StageFailure.reason(e), PID);
        }
    }

    private void use(Map<String, Object> properties) throws IOException {
        if (configuration == null) {
            configuration = new CheckedConfiguration<>(context, SettingsReader.SCHEMA, properties);
        } else if (configuration.update(properties) || running == null) {
            stop();
        } else {
            return;
        }
        start(configuration.current());
    }

    private static Map<String, Object> asMap(Dictionary<String, ?> properties) {
        Map<String, Object> map = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> map.put(key, properties.get(key)));
        return map;
    }

    private void start(SimulatorSettings configured) throws IOException {
        SimulatorSettings settings = SettingsReader.complete(configured, dataDirectory(context));
        Running begun = new Running(settings, new SimulatorFoundations(sip.userAgents(), sip.servers(), media.engine(),
                new ServiceRegistry(context)), Clock.systemUTC());
        running = begun;
        settings.guestPassword().ifPresent(password -> LOG.info(
                "Simulator: any user may register with the password {}", new String(password.reveal())));
        listen(begun, "");
    }

    /** Until it listens: a port may be another program's for a while. */
    private void listen(Running begun, String told) {
        begun.listen().whenComplete((simulator, failure) -> {
            if (failure == null) {
                listening(begun, simulator);
                return;
            }
            String reason = StageFailure.reason(failure);
            if (!reason.equals(told)) {
                LOG.error("Simulator cannot listen: {}; it tries again every few seconds (see {}.cfg)", reason, PID);
            }
            begun.later(() -> listen(begun, reason));
        });
    }

    private synchronized void listening(Running begun, ConferenceSimulator simulator) {
        if (running != begun) {
            return;
        }
        SimulatorAddresses where = simulator.addresses();
        LOG.info("Simulator listens on {}: {}; authority {}", where.host(), ports(where),
                where.caFile().map(Path::toString).orElse("none"));
        service = context.registerService(ConferenceSimulator.class, simulator,
                new Hashtable<>(Map.of("host", where.host())));
        rooms = context.registerService(SimulatedRooms.class, new ShownRooms(simulator), null);
    }

    private void stop() {
        Running ended = running;
        running = null;
        if (service != null) {
            rooms.unregister();
            rooms = null;
            service.unregister();
            service = null;
        }
        if (ended != null) {
            ended.close();
        }
    }

    private void end() {
        if (configuration != null) {
            configuration.close();
            configuration = null;
        }
        stop();
    }

    @Deactivate
    synchronized void deactivate() throws Exception {
        deactivated = true;
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
