/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.sipconnector.kernel.internal.store.InstalledStore;
import org.sipconnector.kernel.internal.store.KernelStore;
import org.sipconnector.kernel.internal.time.NamedThreads;
import org.sipconnector.spi.store.StateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits while another process goes on with the connectors that are kept. A second process over the same store so takes up calls as soon
 * as the first is hibernated or dies, without a start of its own.
 */
@Component(service = {})
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.sipconnector.kernel.internal.Turn\"",
        effective = "active")
public final class TurnComponent {

    private static final Logger LOG = LoggerFactory.getLogger(TurnComponent.class);
    private static final long LOOK_MILLIS = 20;

    private final BundleContext context;
    private final KernelStore store;
    private final ScheduledExecutorService waiting = Executors.newSingleThreadScheduledExecutor(NamedThreads.of("sip-connector-turn"));
    private final AtomicReference<@Nullable ServiceRegistration<Turn>> registration = new AtomicReference<>();
    private volatile boolean ended;

    @Activate
    public TurnComponent(BundleContext context) {
        this.context = context;
        this.store = new KernelStore(context);
        if (context.getBundle(0).getState() != Bundle.STOPPING) {
            InstalledStore.start(context);
        }
        Optional<StateStore> taken = store.found().filter(found -> !found.own());
        if (taken.isEmpty()) {
            begin();
        } else {
            LOG.info("no kernel is started: {}", taken.get().owner().orElse("another process has just ended"));
            waiting.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** The store's bundle may be replaced meanwhile. */
    private void look() {
        try {
            if (!ended && store.found().filter(StateStore::own).isPresent()) {
                LOG.info("the kernel is started: the other process has ended, or left its connectors to this one");
                begin();
            }
        } catch (RuntimeException e) {
            LOG.debug("it is looked again whose turn it is", e);
        }
    }

    private void begin() {
        waiting.shutdown();
        registration.set(context.registerService(Turn.class, new Turn() {}, null));
        if (ended) {
            unregister();
        }
    }

    private void unregister() {
        ServiceRegistration<Turn> own = registration.getAndSet(null);
        if (own != null) {
            own.unregister();
        }
    }

    @Deactivate
    void end() {
        ended = true;
        waiting.shutdown();
        if (registration.get() == null) {
            store.found().ifPresent(StateStore::leave);
        }
        unregister();
    }
}
