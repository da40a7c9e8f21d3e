/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.explanation.AbsentKernel;

/**
 * What the framework and Configuration Admin know of the product's state.
 *
 * @param configurations null while Configuration Admin is absent
 */
record Installation(BundleContext context, ConfigurationAdmin configurations) {

    private static final String OURS = "org.sipconnector.";
    private static final String FACTORY = "service.factoryPid";
    private static final String CONNECTOR = OURS + "connector";
    private static final String OF_OURS = "(service.pid=org.sipconnector.*)";
    private static final String FILE = "felix.fileinstall.filename";

    /** Null where there is no framework to ask. */
    static Installation of(BundleContext context, ConfigurationAdmin configurations) {
        return context == null ? null : new Installation(context, configurations);
    }

    /** Why there is no kernel at work although nothing need be wrong. */
    static Optional<String> kernelless() {
        return Installation.class.getClassLoader() instanceof BundleReference own
                ? AbsentKernel.reason(own.getBundle().getBundleContext())
                : Optional.empty();
    }

    /** What would be good to do some time; nothing is wrong. */
    List<String> hints() {
        List<Bundle> pending = context.getBundle(0).adapt(FrameworkWiring.class).getRemovalPendingBundles().stream()
                .filter(bundle -> bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith(OURS))
                .sorted(Comparator.comparing(Bundle::getBundleId)).toList();
        List<String> hints = new ArrayList<>();
        pending.stream().filter(bundle -> BundlesAtWork.CONTRACTS.contains(bundle.getSymbolicName())).forEach(contracts -> hints.add("hint: "
                + nameOf(contracts) + " " + contracts.getVersion() + (again(contracts)
                        ? " was installed once more, the same copy as before is at work and nothing needs to be done"
                        : " is installed, a former copy is at work until Karaf is restarted")
                + "; bundle:refresh of " + BundlesAtWork.toRefresh(nameOf(contracts), pending.stream().map(Installation::nameOf))
                + " pauses sound and picture for some seconds, calls go on while they are kept in the state store"));
        Set<String> apart = Stream.of(BundlesAtWork.CONTRACTS, BundlesAtWork.SIMULATOR).flatMap(Set::stream).collect(Collectors.toSet());
        hint(pending, name -> !apart.contains(name), "calls go on").ifPresent(hints::add);
        hint(pending, BundlesAtWork.SIMULATOR::contains, "calls in the simulator's rooms END").ifPresent(hints::add);
        return hints;
    }

    private static Optional<String> hint(List<Bundle> pending, Predicate<String> which, String effect) {
        String ids = pending.stream().filter(bundle -> which.test(bundle.getSymbolicName()))
                .map(bundle -> Long.toString(bundle.getBundleId())).collect(Collectors.joining(" "));
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of("hint: a refresh is due that frees former code, " + effect + ": bundle:refresh " + ids);
    }

    private static String nameOf(Bundle bundle) {
        return bundle.getSymbolicName().substring(OURS.length());
    }

    /** Whether all copies of the bundle that are there have one version. */
    private static boolean again(Bundle bundle) {
        BundleRevisions copies = bundle.adapt(BundleRevisions.class);
        return copies != null && copies.getRevisions().stream().map(BundleRevision::getVersion).distinct().count() == 1;
    }

    /**
     * Files that have become configurations nobody reads, mostly for a slip in their names.
     *
     * @param read PIDs that are read
     */
    List<String> unread(Collection<String> read) {
        try {
            Configuration[] found = configurations == null ? null : configurations.listConfigurations(OF_OURS);
            return found == null
                    ? List.of()
                    : Arrays.stream(found).map(Configuration::getProperties)
                            .filter(properties -> properties != null && properties.get(FILE) != null)
                            .filter(properties -> !read.contains(pid(properties))
                                    && !read.contains(String.valueOf(properties.get(FACTORY))))
                            .map(properties -> name(properties.get(FILE))).sorted()
                            .map(name -> "hint: " + name + " is read by no bundle at work: sip:check etc/" + name + " says how files are named")
                            .toList();
        } catch (IOException | InvalidSyntaxException e) {
            return List.of();
        }
    }

    /** Without the id of a connector: Karaf's File Install takes such a file for no factory's, and the kernel reads it all the same. */
    private static String pid(Dictionary<String, Object> properties) {
        String pid = properties.get(Constants.SERVICE_PID).toString();
        return pid.startsWith(CONNECTOR + '~') ? CONNECTOR : pid;
    }

    private static String name(Object file) {
        return Printable.line(file.toString().substring(file.toString().lastIndexOf('/') + 1));
    }
}
