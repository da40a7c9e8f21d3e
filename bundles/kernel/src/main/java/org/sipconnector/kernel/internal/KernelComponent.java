/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.journal.Journals;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;
import org.sipconnector.kernel.internal.configuration.AwaitedFiles;
import org.sipconnector.kernel.internal.configuration.ConfigurationDelivery;
import org.sipconnector.kernel.internal.configuration.ConnectorFactory;
import org.sipconnector.kernel.internal.configuration.FileWatch;
import org.sipconnector.kernel.internal.configuration.TildeConfigurations;
import org.sipconnector.kernel.internal.configuration.WatchedFolders;
import org.sipconnector.kernel.internal.connectors.ConfiguredConnectors;
import org.sipconnector.kernel.internal.connectors.ConnectorJournals;
import org.sipconnector.kernel.internal.connectors.ConnectorServiceEvents;
import org.sipconnector.kernel.internal.connectors.KeptServices;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.kernel.internal.connectors.Listeners;
import org.sipconnector.kernel.internal.connectors.Recovery;
import org.sipconnector.kernel.internal.connectors.RegisteredServices;
import org.sipconnector.kernel.internal.connectors.Relocation;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.settings.ConnectorProperties;
import org.sipconnector.kernel.internal.settings.ConnectorSettings;
import org.sipconnector.kernel.internal.settings.HiddenSecrets;
import org.sipconnector.kernel.internal.store.KernelStore;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.kernel.internal.time.NamedThreads;
import org.sipconnector.kernel.internal.time.RealTime;
import org.sipconnector.kernel.internal.update.BundleCopies;
import org.sipconnector.kernel.internal.update.Fallback;
import org.sipconnector.kernel.internal.update.FormerCode;
import org.sipconnector.kernel.internal.update.FormerWiring;
import org.sipconnector.kernel.internal.update.LiveUpdater;
import org.sipconnector.kernel.internal.update.SupersededCode;
import org.sipconnector.spi.cluster.ConnectorRelocation;
import org.sipconnector.spi.cluster.SendLeases;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.SecretDirectories;
import org.sipconnector.spi.explanation.Counted;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.metrics.KernelLoad;
import org.sipconnector.spi.standby.ApiWiring;
import org.sipconnector.spi.standby.HeldFoundation;
import org.sipconnector.spi.standby.HeldKernel;
import org.sipconnector.spi.standby.Restarts;
import org.sipconnector.spi.standby.Standby;
import org.sipconnector.spi.store.Hibernation;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.spi.store.StateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kernel in a framework: its threads, what it tracks, and the services it offers. */
@Component(configurationPid = KernelSettings.PID, service = {}, reference = @Reference(name = "turn", service = Turn.class))
@Designate(ocd = KernelSettings.class)
public final class KernelComponent {

    private static final Logger LOG = LoggerFactory.getLogger(KernelComponent.class);
    private static final int CLIENT_THREADS = 8;
    static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private static final Duration CLIENT_LIMIT = Duration.ofSeconds(1);

    private final BundleContext context;
    private final RealTime time = new RealTime();
    private final ThreadPoolExecutor lanes;
    private final ExecutorService clients =
            NamedThreads.pool(CLIENT_THREADS, "sip-connector-client");
    private final CheckedConfiguration<KernelConfiguration> configuration;
    private final Kernel kernel;
    private final Fallback fallback;
    private final ServiceTrackers trackers;
    private final ConnectorFactory factory;
    /** What clients use. */
    private final List<ServiceRegistration<?>> offered;
    private final List<ServiceRegistration<?>> listening;
    private final TildeConfigurations fileConfigurations;
    private final ConfigurationDelivery delivery;
    private final FileWatch files;
    private final KernelStore store;
    private final WriteBehind writing;
    /** Began while the framework stops, with nothing to go on with: what waits for the next process is another kernel's. */
    private final boolean late;
    private final KernelHibernation hibernation;
    private volatile boolean frameworkStops;
    private boolean successorWaits;

    @Activate
    public KernelComponent(BundleContext context, Map<String, Object> properties) {
        this.context = context;
        ApiWiring.keep(context);
        configuration = new CheckedConfiguration<>(context, KernelConfiguration.SCHEMA, properties, this::modified);
        int threads = configuration.current().threads();
        lanes = NamedThreads.pool(threads, "sip-connector-lane");
        AtomicLong ids = new AtomicLong(System.currentTimeMillis());
        LaneRuntime runtime = new LaneRuntime(lanes, clients, time, Ids::value,
                ids::incrementAndGet, this::limits);
        Listeners listeners = new Listeners(clients);
        fallback = new Fallback(new BundleCopies(context), time, clients);
        store = new KernelStore(context);
        writing = new WriteBehind(store::found, this::copies, () -> configuration.current().recovery().pause(),
                WriteBehind.Patience.STANDARD);
        kernel = new Kernel(runtime, listeners::tell, new KeptServices(new RegisteredServices(context), writing),
                () -> configuration.current().trial(), fallback::failed);
        fallback.watch(kernel.code());
        Optional<HeldKernel> former = standby().flatMap(Standby::take);
        former.ifPresent(held -> kernel.handover().takeUp(held, version()));
        KernelConfiguration.Recovery recovery = configuration.current().recovery();
        late = former.isEmpty() && frameworkIsStopping();
        if (former.isEmpty() && !late) {
            former = store.take(version(), time.now(), recovery.longest());
            former.ifPresent(held -> kernel.handover().recover(held, version()));
        }
        hibernation = new KernelHibernation(this::tryToKeep, writing, () -> standby().isPresent(),
                former.filter(held -> held.restarts().wanted()).isPresent());
        if (kernel.recovery().waiting().isPresent()) {
            Runnable limit = () -> kernel.recovery().limit(new Recovery.Patience(recovery.owner(), recovery.longest()), fallback::served);
            if (former.flatMap(held -> held.restarts().unclaimed()).isPresent()) {
                // bundles that start late are no reason to hang up
                FrameworkStart.orAfter(recovery.owner(), time, context, limit);
            } else {
                limit.run();
            }
        }
        WatchedFolders folders = FileWatch.folders(context);
        AwaitedFiles awaited = new AwaitedFiles(SecretDirectories.of(context::getProperty));
        SendLeases leases = new SendLeases();
        leases.follow(context);
        ConfiguredConnectors configured = new ConfiguredConnectors(kernel, () -> store.isShared() || leases.isThere());
        former.ifPresent(held -> configured.takeUp(held.configured().values()));
        factory = new ConnectorFactory(kernel, configured, former.map(HeldKernel::configured).orElse(Map.of()), this::whenGone,
                folders, awaited);
        FormerCode code = new FormerCode(context, SoftReference::new, time);
        kernel.history().former(code);
        trackers = new ServiceTrackers(context, kernel, listeners, fallback, code,
                former.map(HeldKernel::foundations).orElse(List.of()), this::frameworkStops);
        trackers.open();
        SupersededCode superseded = new SupersededCode(context, kernel,
                new SupersededCode.Schedule(() -> configuration.current().trial(), time, clients));
        superseded.afterTrial();
        Relocation relocation =
                new Relocation(kernel, configured, new Relocation.Parts(trackers::leave, trackers::takeUp, clients), writing, store::read,
                        time::now, () -> configuration.current().recovery().longest());
        fileConfigurations = new TildeConfigurations(context, factory);
        delivery = new ConfigurationDelivery(context).open();
        offered = List.of(
                context.registerService(Connectors.class, kernel, null),
                context.registerService(Journals.class, new ConnectorJournals(kernel), null),
                context.registerService(UpdateHistory.class, kernel.history(), null),
                context.registerService(Updater.class, new LiveUpdater(context, kernel, superseded), null),
                context.registerService(Hibernation.class, hibernation, null),
                context.registerService(ConnectorRelocation.class, relocation, null),
                context.registerService(KernelLoad.class, new ObservedLoad(kernel.lanes().all(), writing), null));
        listening = List.of(
                context.registerService(ManagedServiceFactory.class, factory, pid()),
                fileConfigurations.open(),
                context.registerService(ConfigurationListener.class, delivery, null),
                context.registerService(EventListenerHook.class, new ConnectorServiceEvents(context), null),
                context.registerService(ConfigurationSchema.class, ConnectorProperties.SCHEMA, null),
                HiddenSecrets.register(context));
        files = new FileWatch(context, fileConfigurations, new FileWatch.Watched(folders, awaited, delivery), kernel.reports());
        if (!late) {
            writing.begin();
        }
        ProcessHandover.takeUp(trackers::takesUp, () -> store.found().ifPresent(StateStore::tookOver), time, clients);
        LOG.info("kernel started with {}", Counted.of(threads, "lane thread"));
        FormerWiring.end(context);
    }

    private CompletionStage<Map<Set<String>, Object>> copies(ConnectorId connector) {
        return trackers.copy(connector);
    }

    private LaneRuntime.Limits limits() {
        KernelConfiguration now = configuration.current();
        return new LaneRuntime.Limits(now.absence(), now.capacity());
    }

    /** What foundations have left by now, too. */
    private void leaveTo(Standby standby, HeldKernel lanes) {
        if (writing.keeps()) {
            try {
                store.found().ifPresent(into -> KernelStore.copy(into, lanes, writing.unkept(), this::copies, time.now()));
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("a kernel with another API would go on with what was kept before: {}", ErrorText.of(e));
            }
        }
        standby.hold(withFoundations(lanes.with(restarts())));
    }

    /** Who ends with a service of the kernel may wait for what only the next one answers: not for ever, and not on this thread. */
    private static void patiently(Runnable ending) {
        Thread owners = NamedThreads.of("sip-connector-owners").newThread(ending);
        owners.start();
        try {
            owners.join(CLIENT_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HeldKernel withFoundations(HeldKernel lanes) {
        HeldKernel left = lanes;
        for (HeldFoundation waiting : trackers.waiting()) {
            left = left.with(waiting);
        }
        return left;
    }

    /** This kernel may have gone before this is asked, and the store may be another copy. */
    private Restarts restarts() {
        BundleContext framework = context.getBundle(0).getBundleContext();
        boolean keeps = keeps();
        return new Restarts(hibernation.isPrepared(), kernel.recovery().waiting(),
                () -> keeper(KernelStore.seenBy(framework), keeps).map(into -> held -> KernelStore.save(into, held, Instant.now())),
                () -> KernelStore.seenBy(framework).ifPresent(KernelStore::forget));
    }

    /** Tried before anybody is left: whoever is not kept is hung up while foundations can still do so. */
    private static Optional<StateStore> keeper(Optional<StateStore> found, boolean keeps) {
        try {
            return keeps ? Optional.of(KernelStore.tried(found)) : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("all connectors end with this process: {}", ErrorText.of(e));
            return Optional.empty();
        }
    }

    /** A kernel that starts or stops then, as in an update, need not have heard of it. */
    private boolean frameworkIsStopping() {
        return context.getBundle(0).getState() == Bundle.STOPPING;
    }

    /** Once, before any bundle has stopped: connectors go on in the next process, or are hung up. */
    private synchronized void frameworkStops() {
        if (!frameworkStops) {
            frameworkStops = true;
            Optional<StateStore> keeper = keeper(store.found(), keeps());
            if (keeper.isPresent()) {
                writing.freeze();
                keep(keeper.get());
            } else {
                writing.end();
            }
            kernel.stop(STOP_LIMIT);
        }
    }

    /** Whether connectors are meant to go on in the next process. */
    private boolean keeps() {
        return !late && (hibernation.isPrepared() || store.isShared() || configuration.current().onStop() == KernelConfiguration.OnStop.KEEP);
    }

    private void keep(StateStore into) {
        kernel.handover().leave(version(), factory.opened(), left -> keep(left, into), Runnable::run);
        if (successorWaits) {
            ProcessHandover.linger(into::succeeded);
            trackers.leave();
        }
    }

    /** Lanes rest before foundations leave, who would not hear their commands; then those close without a word to peers. */
    private void keep(HeldKernel left, StateStore into) {
        kernel.stop(STOP_LIMIT);
        successorWaits = into.awaited();
        if (successorWaits) {
            trackers.handOver();
        } else {
            trackers.leave();
        }
        try {
            KernelStore.save(into, withFoundations(left), time.now());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("connectors go on as they were kept last, if they were: {}", ErrorText.of(e));
            successorWaits = false;
        }
    }

    /** Fails when connectors could not be kept. */
    private void tryToKeep() {
        if (late || frameworkStops) {
            throw new StateStoreException("the framework stops: what is kept by now goes on in the next process");
        }
        KernelStore.tried(store.found());
    }

    private Runnable whenGone(Runnable gone) {
        return time.schedule(configuration.current().deletion(), () -> clients.execute(gone));
    }

    /** All settings hold from now on; calls go on. */
    @Modified
    void modified(Map<String, Object> properties) {
        if (configuration.update(properties)) {
            NamedThreads.resize(lanes, configuration.current().threads());
            LOG.info("the kernel's changed configuration is used");
        }
    }

    /** Clients hear what is still to be told before another kernel tells them more. */
    private void endClients() {
        clients.shutdown();
        try {
            clients.awaitTermination(CLIENT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looked up when it is needed: the kernel works without, too. */
    private Optional<Standby> standby() {
        return Optional.ofNullable(context.getServiceReference(Standby.class)).map(context::getService);
    }

    private String version() {
        return context.getBundle().getVersion().toString();
    }

    private static Dictionary<String, Object> pid() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, ConnectorSettings.FACTORY_PID);
        return properties;
    }

    @Deactivate
    void stop() {
        files.close();
        delivery.close();
        fileConfigurations.close();
        listening.forEach(ServiceRegistration::unregister);
        if (frameworkIsStopping()) {
            frameworkStops();
        }
        int open = kernel.open().size();
        Optional<Standby> standby = standby().filter(found -> open > 0);
        if (open > 0 && standby.isEmpty()) {
            LOG.warn("no standby is started that could keep what ends with the kernel: {}", Counted.of(open, "connector"));
        }
        if (standby.isPresent()) {
            writing.flush();
            writing.freeze();
            kernel.handover().leave(version(), factory.opened(), left -> leaveTo(standby.get(), left), KernelComponent::patiently);
        } else {
            writing.end();
        }
        // last: an owner that ends with one of these closes its connector, which the next kernel goes on with
        patiently(() -> offered.forEach(ServiceRegistration::unregister));
        kernel.stop(STOP_LIMIT);
        trackers.close();
        lanes.shutdown();
        endClients();
        time.close();
        configuration.close();
        LOG.info("kernel stopped");
    }
}
