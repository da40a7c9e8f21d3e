package org.sipconnector.standby;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.configuration.CheckedConfiguration;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.standby.HeldConnector;
import org.sipconnector.api.standby.HeldKernel;
import org.sipconnector.api.standby.Standby;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what one kernel left until the next takes it, or ends it when none comes. Immediate: a delayed component ends with
 * its last client, and that is the kernel whose end it is there for.
 */
@Component(immediate = true, configurationPid = StandbySettings.PID)
@Designate(ocd = StandbySettings.class)
public final class StandbyComponent implements Standby {

    private static final Logger LOG = LoggerFactory.getLogger(StandbyComponent.class);

    private final Collection<Foundation> foundations = new CopyOnWriteArrayList<>();
    private final CheckedConfiguration<Duration> configuration;
    private HeldKernel held;
    private ScheduledExecutorService clock;

    @Activate
    public StandbyComponent(BundleContext context, Map<String, Object> properties) {
        configuration = new CheckedConfiguration<>(context, StandbyConfiguration.SCHEMA, properties);
    }

    /** Outside of a framework. */
    StandbyComponent(Duration limit) {
        this.configuration = CheckedConfiguration.fixed(limit);
    }

    /** Holds for the next kernel that leaves. */
    @Modified
    void configure(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Reference(target = "(!" + Foundation.STABLE + ")", cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addFoundation(Foundation foundation) {
        foundations.add(foundation);
    }

    void removeFoundation(Foundation foundation) {
        foundations.remove(foundation);
    }

    @Override
    public synchronized void hold(HeldKernel kernel) {
        take().ifPresent(this::end);
        held = kernel;
        long seconds = configuration.current().toSeconds();
        clock = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "sip-connector-standby"));
        clock.schedule(() -> runOut(kernel, seconds), seconds, TimeUnit.SECONDS);
        LOG.info("{} connectors wait for a kernel, {} s at most", kernel.connectors().size(), seconds);
    }

    @Override
    public synchronized Optional<HeldKernel> take() {
        Optional<HeldKernel> taken = Optional.ofNullable(held);
        held = null;
        if (clock != null) {
            clock.shutdown();
            clock = null;
        }
        return taken;
    }

    private synchronized void runOut(HeldKernel kernel, long seconds) {
        if (held == kernel) {
            LOG.warn("no kernel came within {} s: {} connectors are ended", seconds, kernel.connectors().size());
            take().ifPresent(this::end);
        }
    }

    private void end(HeldKernel kernel) {
        List<HeldConnector> connectors = kernel.connectors();
        for (HeldConnector connector : connectors) {
            ConnectorId id = connector.id();
            foundations.forEach(foundation -> foundation.release(id));
            connector.end(new ConnectorClosedException(id));
        }
    }

    @Deactivate
    void stop() {
        take().ifPresent(this::end);
        configuration.close();
    }
}
