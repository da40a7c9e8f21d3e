/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.Updater;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.code.Rehearsal;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.spi.explanation.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installs a newer version of a manager beside the one at work, rehearses, and only then lets it take over. */
public final class LiveUpdater implements Updater {

    private static final Logger LOG = LoggerFactory.getLogger(LiveUpdater.class);
    static final String LOCATION = "sip-connector:update/";
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final double NANOS_A_MILLI = 1e6;
    private static final String BUNDLES = "org.sipconnector.";

    private final BundleContext context;
    private final Kernel kernel;
    private final BundleSource source = new BundleSource();
    private final SupersededCode superseded;

    public LiveUpdater(BundleContext context, Kernel kernel, SupersededCode superseded) {
        this.context = context;
        this.kernel = kernel;
        this.superseded = superseded;
    }

    @Override
    public synchronized Report update(String manager, String url, boolean acceptDifferences, Optional<String> sha256) {
        KernelUpdate kernelUpdate = new KernelUpdate(context, kernel);
        return withBundle(url, sha256, bundle -> kernelUpdate.isMeantBy(manager)
                ? kernelUpdate.update(bundle)
                : updateManager(manager, url, bundle, acceptDifferences));
    }

    @Override
    public synchronized Report rehearse(String manager, String url, Optional<String> sha256) {
        if (new KernelUpdate(context, kernel).isMeantBy(manager)) {
            return refused("the kernel is not rehearsed: one that does not get to work is taken back");
        }
        Optional<ManagerCode> current = find(manager);
        if (current.isEmpty()) {
            return unknown(manager);
        }
        return withBundle(url, sha256, bundle -> objectionTo(current.get(), bundle)
                .map(unfit -> refused(url + ' ' + unfit + "; nothing has changed")).orElseGet(() -> inTheDark(current.get(), bundle, false)));
    }

    private Report withBundle(String url, Optional<String> sha256, Function<byte[], Report> doing) {
        byte[] bundle;
        try {
            bundle = source.read(url, sha256);
        } catch (WrongChecksumException e) {
            return refused(url + " is not taken, nothing has changed: " + e.getMessage());
        } catch (IOException e) {
            return refused(url + " could not be read: " + e.getMessage());
        }
        return doing.apply(bundle);
    }

    private Optional<String> objectionTo(ManagerCode current, byte[] bundle) {
        Bundle atWork = context.getBundle(current.bundle());
        return atWork == null
                ? BundleHeaders.objectionTo(bundle)
                : BundleHeaders.objectionTo(bundle, atWork.getSymbolicName(), atWork.getVersion());
    }

    private Report updateManager(String manager, String url, byte[] bundle, boolean acceptDifferences) {
        Optional<ManagerCode> current = find(manager);
        if (current.isEmpty()) {
            return unknown(manager);
        }
        Optional<String> unfit = objectionTo(current.get(), bundle);
        if (unfit.isPresent()) {
            return refused(url + ' ' + unfit.get() + "; nothing has changed");
        }
        Bundle candidate;
        try {
            candidate = context.installBundle(LOCATION + System.nanoTime() + "/" + url, new ByteArrayInputStream(bundle));
        } catch (BundleException e) {
            return refused(e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR
                    ? manager + ' ' + BundleHeaders.version(bundle) + " is installed already and not at work, nothing has changed:"
                            + " where it was given up, uninstall it first; else start it"
                    : url + " could not be installed: " + e.getMessage());
        }
        Report report = rehearsed(current.get(), candidate, acceptDifferences);
        if (!report.done()) {
            uninstall(candidate);
        }
        LOG.info("update of {}: {}", current.get().api().getSimpleName(), report.summary());
        return report;
    }

    private Report rehearsed(ManagerCode current, Bundle candidate, boolean acceptDifferences) {
        String objection = objectionTo(candidate, context.getBundle(current.bundle()), current);
        return objection != null ? refused(objection) : rehearse(candidate, acceptDifferences, (code, findings) -> {
            kernel.code().letGo(candidate.getBundleId());
            return outcome(code, findings);
        });
    }

    /** Starts the candidate in the dark; what happens when nothing speaks against it is given its code and the differences. */
    private Report rehearse(Bundle candidate, boolean acceptDifferences, BiFunction<ManagerCode, List<String>, Report> then) {
        kernel.code().hold(candidate.getBundleId());
        try {
            candidate.start();
            ManagerCode code = kernel.code().held(candidate.getBundleId(), START_LIMIT);
            if (code == null) {
                return refused(describe(candidate) + " brought no manager within " + START_LIMIT.toSeconds()
                        + " s: a reference of its component is not satisfied, or its activation failed");
            }
            List<String> findings = new Rehearsal(kernel.lanes(), code.factory()).findings();
            if (!findings.isEmpty() && !acceptDifferences) {
                return new Report(false, "rehearsal failed on " + Counted.of(findings.size(), "connector") + ": nothing has changed",
                        findings);
            }
            return then.apply(code, findings);
        } catch (BundleException e) {
            return refused(describe(candidate) + " does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused("interrupted: nothing has changed");
        } finally {
            kernel.code().forget(candidate.getBundleId());
        }
    }

    @Override
    public synchronized Report replace(String bundle, String url, boolean acceptDifferences) {
        byte[] content;
        try {
            content = source.read(url, Optional.empty());
        } catch (IOException e) {
            return refused(url + " could not be read: " + e.getMessage());
        }
        KernelUpdate kernelUpdate = new KernelUpdate(context, kernel);
        if (kernelUpdate.isMeantBy(bundle)) {
            return kernelUpdate.replace(content);
        }
        Optional<ManagerCode> current = find(bundle);
        if (current.isPresent()) {
            Report rehearsal = inTheDark(current.get(), content, acceptDifferences);
            if (!rehearsal.done()) {
                return rehearsal;
            }
        }
        return new InPlaceUpdate(context, kernel).replace(bundle.startsWith(BUNDLES) ? bundle : BUNDLES + bundle, content);
    }

    private Report inTheDark(ManagerCode current, byte[] content, boolean acceptDifferences) {
        Bundle candidate;
        try {
            candidate = context.installBundle(LOCATION + "rehearsal/" + System.nanoTime(), new ByteArrayInputStream(content));
        } catch (BundleException e) {
            return e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR
                    ? new Report(true, BundleHeaders.version(content) + " is installed already", List.of())
                    : refused("it could not be installed: " + e.getMessage());
        }
        try {
            String objection = objectionTo(candidate, context.getBundle(current.bundle()), current);
            return objection != null
                    ? refused(objection)
                    : rehearse(candidate, acceptDifferences,
                            (code, findings) -> new Report(true, "rehearsed", findings));
        } finally {
            uninstall(candidate);
        }
    }

    private Report outcome(ManagerCode code, List<String> findings) {
        String manager = code.api().getSimpleName();
        Optional<Update> own = kernel.history().last(manager, code.version().toString());
        if (kernel.code().atWork(code.api().getName()) != code) {
            return new Report(false, code.version() + " could not take over: the former goes on",
                    own.map(Update::failures).orElse(List.of()));
        }
        superseded.afterTrial(code.api().getName());
        return new Report(true, manager + " " + code.version() + " is at work"
                + own.map(update -> " on " + Counted.of(update.lanes(), "connector") + ", longest gap "
                        + String.format(Locale.ROOT, "%.1f ms", update.longestGap().toNanos() / NANOS_A_MILLI)).orElse(""),
                findings);
    }

    /** What speaks against the bundle before it is even started; null when nothing does. */
    private String objectionTo(Bundle candidate, Bundle current, ManagerCode code) {
        if (current == null || !current.getSymbolicName().equals(candidate.getSymbolicName())) {
            return describe(candidate) + " is no version of " + (current == null ? code.api() : current.getSymbolicName());
        }
        if (candidate.getHeaders().get(Constants.EXPORT_PACKAGE) != null
                || candidate.getHeaders().get(Constants.FRAGMENT_HOST) != null) {
            return describe(candidate) + " exports packages or is a fragment: updating it could restart other bundles";
        }
        if (candidate.getHeaders().get(Constants.BUNDLE_ACTIVATOR) != null) {
            return describe(candidate) + " has an activator: no code of it may run before the rehearsal";
        }
        return UnmetImports.missing(candidate, context.getBundles(), context.getBundle(0).adapt(FrameworkWiring.class)).orElse(null);
    }

    @Override
    public synchronized Report rollback(String manager) {
        KernelUpdate kernelUpdate = new KernelUpdate(context, kernel);
        if (kernelUpdate.isMeantBy(manager)) {
            return kernelUpdate.rollback();
        }
        Optional<ManagerCode> current = find(manager);
        if (current.isEmpty()) {
            return unknown(manager);
        }
        ManagerCode code = current.get();
        if (!kernel.code().hasOther(code) && !startFormer(code)) {
            return refused("no former version of " + code.api().getSimpleName() + " is installed: sip:update brings any version by its URL");
        }
        kernel.code().rollBack(code);
        ManagerCode now = kernel.code().atWork(code.api().getName());
        Bundle gone = context.getBundle(code.bundle());
        if (gone != null && gone.getLocation().startsWith(LOCATION)) {
            uninstall(gone);
        }
        return new Report(true, code.api().getSimpleName() + " " + now.version() + " is at work again", List.of());
    }

    /** Starts the newest older version that is installed but at rest; its code is there when this returns. */
    private boolean startFormer(ManagerCode code) {
        Bundle atWork = context.getBundle(code.bundle());
        if (atWork == null) {
            return false;
        }
        Optional<Bundle> former = Arrays.stream(context.getBundles())
                .filter(bundle -> atWork.getSymbolicName().equals(bundle.getSymbolicName())
                        && bundle.getVersion().compareTo(atWork.getVersion()) < 0 && bundle.getState() != Bundle.ACTIVE)
                .max(Comparator.comparing(Bundle::getVersion));
        try {
            if (former.isPresent()) {
                former.get().start();
            }
        } catch (BundleException e) {
            LOG.warn("{} does not start", describe(former.get()), e);
        }
        return kernel.code().hasOther(code);
    }

    private Optional<ManagerCode> find(String manager) {
        return kernel.code().atWork().stream().filter(code -> {
            Bundle bundle = context.getBundle(code.bundle());
            return code.api().getSimpleName().equalsIgnoreCase(manager)
                    || bundle != null && (bundle.getSymbolicName().equals(manager)
                            || bundle.getSymbolicName().equals(BUNDLES + manager));
        }).findFirst();
    }

    /** Names those there are as they are typed; another bundle of ours is updated by Karaf's own command. */
    private Report unknown(String name) {
        Optional<Bundle> other = Arrays.stream(context.getBundles())
                .filter(bundle -> (BUNDLES + name).equals(bundle.getSymbolicName()) || name.equals(bundle.getSymbolicName())).findFirst();
        return refused(other.map(bundle -> "'" + name + "' is no manager: bundle:update " + bundle.getBundleId()
                + " URL replaces it, and the README says what that does to calls")
                .orElseGet(() -> "no manager '" + name + "' is at work; there are " + String.join(", ", shortNames()) + " and kernel"));
    }

    private List<String> shortNames() {
        return kernel.code().atWork().stream().map(code -> context.getBundle(code.bundle())).filter(Objects::nonNull)
                .map(Bundle::getSymbolicName).map(name -> name.startsWith(BUNDLES) ? name.substring(BUNDLES.length()) : name)
                .distinct().sorted().toList();
    }

    @Override
    public List<String> managers() {
        return kernel.code().atWork().stream().map(code -> code.api().getSimpleName()).sorted().toList();
    }

    private static String describe(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    private static Report refused(String why) {
        return new Report(false, why, List.of());
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            LOG.warn("bundle {} could not be removed", bundle.getBundleId(), e);
        }
    }
}
