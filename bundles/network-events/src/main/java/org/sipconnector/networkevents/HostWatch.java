/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.networkevents;

import java.net.SocketException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.spi.network.NetworkEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the host's interfaces and clocks every now and then, on a thread of its own, and tells what has changed. */
@Component(service = {Foundation.class, NetworkEvents.class}, immediate = true, configurationPid = NetworkEventsConfiguration.PID)
@Designate(ocd = NetworkEventsSettings.class)
public final class HostWatch implements NetworkEvents {

    private static final Logger LOG = LoggerFactory.getLogger(HostWatch.class);

    private final Host host;
    private final ScheduledExecutorService thread;
    private final Clock clock;
    private final NetworkListeners owners;
    private final CheckedConfiguration<NetworkEventsConfiguration> configuration;
    private volatile NetworkEventsConfiguration rules;
    private ScheduledFuture<?> looking;

    @Activate
    public HostWatch(BundleContext context, Map<String, Object> properties) {
        this(watch -> new CheckedConfiguration<>(context, NetworkEventsConfiguration.SCHEMA, properties, watch::configure), Host.REAL);
        use(configuration.current());
    }

    /** Looks only when told to. */
    HostWatch(NetworkEventsConfiguration rules, Host host) {
        this(watch -> CheckedConfiguration.fixed(rules), host);
    }

    private HostWatch(Function<HostWatch, CheckedConfiguration<NetworkEventsConfiguration>> configuration, Host host) {
        this.configuration = configuration.apply(this);
        this.host = host;
        this.rules = this.configuration.current();
        this.clock = new Clock(host);
        this.owners = new NetworkListeners(look(Set.of()));
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread named = new Thread(task, "network-events");
            named.setDaemon(true);
            return named;
        });
    }

    @Modified
    void configure(Map<String, Object> properties) {
        if (configuration.update(properties)) {
            use(configuration.current());
        }
    }

    synchronized void use(NetworkEventsConfiguration next) {
        rules = next;
        if (looking != null) {
            looking.cancel(false);
        }
        long millis = next.poll().toMillis();
        looking = thread.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void stop() {
        thread.shutdownNow();
        configuration.close();
    }

    /** Looks once. Not to be called by two threads at a time. */
    void check() {
        clock.gap(rules.poll(), rules.slept()).ifPresent(gap -> {
            LOG.info("the host or this process stood still for about {} s", gap.toSeconds());
            owners.tell(new NetworkEvent.Resumed(gap));
        });
        Set<String> before = owners.addresses();
        Set<String> now = look(before);
        if (!now.equals(before)) {
            LOG.info("the host's addresses are {} now, they were {}", now, before);
            owners.addressesAre(now);
        }
    }

    /** @param otherwise what is assumed when the host does not say */
    private Set<String> look(Set<String> otherwise) {
        try {
            return host.addresses(rules.ignored());
        } catch (SocketException e) {
            LOG.debug("the host's interfaces cannot be read", e);
            return otherwise;
        }
    }

    @Override
    public Set<String> addresses() {
        return owners.addresses();
    }

    @Override
    public void attach(ConnectorId owner, EventSink sink) {
        owners.attach(owner, sink);
    }

    @Override
    public void detach(ConnectorId owner) {
        owners.detach(owner);
    }

    @Override
    public void release(ConnectorId owner) {
        owners.release(owner);
    }
}
