/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.sipconnector.api.update.LingeringCode;
import org.sipconnector.kernel.internal.time.Timers;

/**
 * Watches whether the class loaders of managers' and foundations' former code go. They are given time, since trials and
 * farewells need the former code for a while; whether one lingers is only said once the collector has unloaded other code that
 * was let go after that time, so that code nobody has swept yet is not blamed.
 */
public final class FormerCode implements Supplier<List<LingeringCode>> {

    static final Duration GRACE = Duration.ofMinutes(2);

    private final List<Former> watched = new ArrayList<>();
    private final BundleContext context;
    private final Function<ClassLoader, Reference<ClassLoader>> keeping;
    private final Timers timers;
    private final Supplier<Set<Thread>> threads;

    /**
     * @param users bundles that used its services when it went
     * @param since when it was replaced, null while it is only stopped
     * @param canary let go some time later, null before
     */
    private record Former(long bundle, String name, String version, WeakReference<ClassLoader> loader,
            WeakReference<BundleWiring> wiring, Set<String> users, Instant since, Reference<ClassLoader> canary) {

        Former replaced(Instant at) {
            return new Former(bundle, name, version, loader, wiring, users, at, null);
        }

        Former beside(Reference<ClassLoader> released) {
            return new Former(bundle, name, version, loader, wiring, users, since, released);
        }
    }

    /** @param keeping how canaries are held: as gently as a framework may hold class loaders for a while */
    public FormerCode(BundleContext context, Function<ClassLoader, Reference<ClassLoader>> keeping, Timers timers) {
        this(context, keeping, timers, () -> Thread.getAllStackTraces().keySet());
    }

    /** @param threads those that are alive: finding them stops all of them for a moment */
    FormerCode(BundleContext context, Function<ClassLoader, Reference<ClassLoader>> keeping, Timers timers, Supplier<Set<Thread>> threads) {
        this.threads = threads;
        this.context = context;
        this.keeping = keeping;
        this.timers = timers;
    }

    /** The bundle's code stops, perhaps for good. */
    public synchronized void stops(Bundle bundle) {
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        watched.removeIf(former -> former.loader().refersTo(null) || former.loader().refersTo(loader));
        if (loader != null) {
            watched.add(new Former(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString(),
                    new WeakReference<>(loader), new WeakReference<>(wiring), usersOf(bundle), null, null));
        }
    }

    /** The code the bundle had is not its code any more: it was updated, refreshed or uninstalled. */
    public synchronized void replaced(long bundle) {
        if (watched.stream().anyMatch(former -> former.bundle() == bundle && former.since() == null)) {
            watched.replaceAll(former -> former.bundle() == bundle && former.since() == null
                    ? former.replaced(timers.now())
                    : former);
            timers.schedule(GRACE, this::letCanariesGo);
        }
    }

    private synchronized void letCanariesGo() {
        watched.removeIf(former -> former.loader().refersTo(null));
        Instant latest = timers.now().minus(GRACE);
        watched.replaceAll(former -> former.since() != null && former.canary() == null && !former.since().isAfter(latest)
                ? former.beside(Canary.letGo(keeping))
                : former);
    }

    @Override
    public synchronized List<LingeringCode> get() {
        watched.removeIf(former -> former.loader().refersTo(null));
        List<Former> lingering = watched.stream().filter(former -> former.canary() != null && former.canary().refersTo(null)).toList();
        Set<Thread> alive = lingering.isEmpty() ? Set.of() : threads.get();
        return lingering.stream()
                .map(former -> new LingeringCode(former.name(), former.version(), former.bundle(), former.since(),
                        holders(former, alive)))
                .toList();
    }

    private List<String> holders(Former former, Set<Thread> alive) {
        List<String> holders = new ArrayList<>();
        alive.stream().filter(thread -> former.loader().refersTo(thread.getContextClassLoader())
                || former.loader().refersTo(thread.getClass().getClassLoader()))
                .forEach(thread -> holders.add("thread '" + thread.getName() + "'"));
        Set<String> wired = new TreeSet<>();
        Optional.ofNullable(former.wiring().get()).map(wiring -> wiring.getProvidedWires(null)).orElse(List.of()).stream()
                .map(BundleWire::getRequirer).map(requirer -> requirer.getBundle().getSymbolicName())
                .filter(name -> !name.equals(former.name())).forEach(wired::add);
        wired.forEach(name -> holders.add("bundle " + name + ", which is wired to it"));
        if (context.getBundle(0).adapt(FrameworkWiring.class).getRemovalPendingBundles().stream()
                .anyMatch(bundle -> bundle.getBundleId() == former.bundle())) {
            holders.add("the framework, until the bundle is refreshed");
        }
        if (holders.isEmpty()) {
            former.users().forEach(name -> holders.add("perhaps bundle " + name + ", which used its services"));
        }
        return holders;
    }

    /** But for the kernel, which lets go. */
    private Set<String> usersOf(Bundle bundle) {
        Set<String> users = new TreeSet<>();
        for (ServiceReference<?> service : Optional.ofNullable(bundle.getRegisteredServices()).orElse(new ServiceReference<?>[0])) {
            Arrays.stream(Optional.ofNullable(service.getUsingBundles()).orElse(new Bundle[0]))
                    .filter(user -> user.getBundleId() != bundle.getBundleId()
                            && user.getBundleId() != context.getBundle().getBundleId())
                    .forEach(user -> users.add(user.getSymbolicName()));
        }
        return users;
    }
}
