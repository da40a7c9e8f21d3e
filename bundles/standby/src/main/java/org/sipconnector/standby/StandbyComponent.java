package org.sipconnector.standby;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorId;
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
    private final int limitSeconds;
    private HeldKernel held;
    private ScheduledExecutorService clock;

    @Activate
    public StandbyComponent(StandbySettings settings) {
        limitSeconds = Math.max(1, settings.limitSeconds());
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
        clock = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "sip-connector-standby"));
        clock.schedule(() -> runOut(kernel), limitSeconds, TimeUnit.SECONDS);
        LOG.info("{} connectors wait for a kernel, {} s at most", kernel.connectors().size(), limitSeconds);
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

    private synchronized void runOut(HeldKernel kernel) {
        if (held == kernel) {
            LOG.warn("no kernel came within {} s: {} connectors are ended", limitSeconds, kernel.connectors().size());
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
    }
}
