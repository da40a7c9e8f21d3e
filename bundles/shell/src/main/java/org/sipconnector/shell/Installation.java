/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.store.StateStore;

/**
 * What the framework and Configuration Admin know of the product's state.
 *
 * @param configurations null while Configuration Admin is absent
 */
record Installation(BundleContext context, ConfigurationAdmin configurations) {

    private static final String OURS = "org.sipconnector.";
    private static final String FACTORY = "service.factoryPid";
    private static final String CONNECTOR = OURS + "connector";
    private static final String CONNECTORS = "(|(service.factoryPid=" + CONNECTOR + ")(service.pid=" + CONNECTOR + "~*))";
    private static final String OF_OURS = "(service.pid=org.sipconnector.*)";
    private static final String FILE = "felix.fileinstall.filename";

    /** Null where there is no framework to ask. */
    static Installation of(BundleContext context, ConfigurationAdmin configurations) {
        return context == null ? null : new Installation(context, configurations);
    }

    /** Why there is no kernel although nothing is wrong: another process is at work with the same connectors. */
    static Optional<String> elsewhere() {
        if (!(Installation.class.getClassLoader() instanceof BundleReference own)) {
            return Optional.empty();
        }
        BundleContext context = own.getBundle().getBundleContext();
        ServiceReference<StateStore> store = context.getServiceReference(StateStore.class);
        return Optional.ofNullable(store).map(context::getService).flatMap(StateStore::owner);
    }

    /** Bundles that ought to be at work and are not, and connectors that run although their file is gone. */
    List<String> problems() {
        return problems(Set.of());
    }

    /** @param told names after {@code org.sipconnector.} of bundles whose absence is told already */
    List<String> problems(Collection<String> told) {
        List<String> problems = new ArrayList<>(stopped(told));
        besideEachOther().ifPresent(problems::add);
        problems.addAll(orphans());
        return problems;
    }

    private List<String> stopped(Collection<String> told) {
        return ours().stream().filter(bundle -> !told.contains(nameOf(bundle)))
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && !isFragment(bundle) && ours().stream()
                        .noneMatch(other -> other.getState() == Bundle.ACTIVE && other.getSymbolicName().equals(bundle.getSymbolicName())))
                .map(bundle -> "bundle " + bundle.getSymbolicName() + " (" + bundle.getBundleId() + ") is not started"
                        + without(bundle) + ": bundle:start " + bundle.getBundleId())
                .toList();
    }

    /**
     * Bundles of which two are at work at once, as when a feature of another release is installed and the former stays. A
     * manager's newer code beside the former is a way to replace it, and the kernel uses one of them.
     */
    private Optional<String> besideEachOther() {
        Map<String, List<Bundle>> atWork = ours().stream().filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .filter(bundle -> !NeededManagers.isBundle(nameOf(bundle)))
                .collect(Collectors.groupingBy(Installation::nameOf, TreeMap::new, Collectors.toList()));
        String several = atWork.entrySet().stream().filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " " + entry.getValue().stream().sorted(Comparator.comparing(Bundle::getVersion))
                        .map(bundle -> bundle.getVersion() + " (" + bundle.getBundleId() + ")").collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(", "));
        return several.isEmpty()
                ? Optional.empty()
                : Optional.of("two releases are at work beside each other: " + several + ": feature:uninstall sip-connector/VERSION"
                        + " removes the one that was added; sip:update sip-connector/VERSION is the way to another release");
    }

    /** What cannot be done without a foundation; what managers are for is told of them. */
    private static String without(Bundle bundle) {
        return switch (nameOf(bundle)) {
            case "sip" -> ", no connector can connect, and calls can be neither made nor received";
            case "media" -> ", calls can be neither made nor answered";
            case "http" -> ", the conference server cannot be asked for tokens and lists";
            case "network-events" -> ", changes of the host's network are not noticed";
            case "standby" -> ", calls end when the kernel is replaced";
            default -> "";
        };
    }

    private List<String> orphans() {
        try {
            Configuration[] found = configurations == null ? null : configurations.listConfigurations(CONNECTORS);
            return found == null ? List.of() : Arrays.stream(found).map(Installation::orphan).flatMap(Optional::stream).toList();
        } catch (IOException | InvalidSyntaxException e) {
            return List.of("connectors' configurations cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> orphan(Configuration configuration) {
        Object file = configuration.getProperties() == null ? null : configuration.getProperties().get(FILE);
        if (file == null || exists(file.toString())) {
            return Optional.empty();
        }
        String name = file.toString().substring(file.toString().lastIndexOf('/') + 1);
        return Optional.of(name + " was deleted while nobody looked, and its connector still runs: config:delete "
                + configuration.getPid() + " ends it, writing the file again keeps it");
    }

    private static boolean exists(String file) {
        try {
            Path path = file.startsWith("file:") ? Path.of(URI.create(file)) : Path.of(file);
            // a folder that is not there says nothing of its files, and is told of by the kernel
            return Files.exists(path) || path.getParent() != null && !Files.isDirectory(path.getParent());
        } catch (IllegalArgumentException e) {
            return true;
        }
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
     * Files that have become configurations nobody reads, mostly for a slip in their names. While a bundle is stopped that is the
     * thing to tell.
     *
     * @param read PIDs that are read
     */
    List<String> unread(Collection<String> read) {
        try {
            Configuration[] found = configurations == null || !stopped(Set.of()).isEmpty() ? null : configurations.listConfigurations(OF_OURS);
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

    private List<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith(OURS)).toList();
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }
}
