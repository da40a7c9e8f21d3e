/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.explanation.NeededManagers;

/** What an update of one bundle would replace, read from its bundle's manifest. Installs and changes nothing. */
record ManagerPreview(BundleContext context, Connectors connectors) {

    private static final Set<String> SCHEMES = Set.of("file", "mvn", "https");
    private static final int BEGINNING = 1 << 20;
    private static final int MILLIS = 30_000;
    private static final String OURS = "org.sipconnector.";
    private static final String KERNEL = "kernel";
    private static final String FACTORY = "org.sipconnector.kernel.ManagerFactory";

    /** @throws CommandFailedException when there is no such bundle, or it is none of ours, or not the manager's */
    List<String> lines(String manager, String url) {
        Attributes manifest = manifest(url).getMainAttributes();
        String name = Optional.ofNullable(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME)).orElse("").split(";")[0].strip();
        bundleOf(manager).filter(meant -> !name.isEmpty() && !meant.equals(name)).ifPresent(meant -> {
            throw new CommandFailedException(Printable.line(url) + " is " + Printable.line(name) + ", no version of " + meant
                    + ": sip:update would refuse it");
        });
        Bundle atWork = Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE).findFirst()
                .orElseThrow(() -> new CommandFailedException(name.isEmpty()
                        ? Printable.line(url) + " is no bundle"
                        : "no bundle " + Printable.line(name) + " is at work: it would replace nothing"));
        String next = Printable.line(String.valueOf(manifest.getValue(Constants.BUNDLE_VERSION)));
        Optional<String> objection = notNewer(next, atWork).or(() -> objection(url, name, next, manifest));
        long calls = connectors.all().stream().filter(ManagerPreview::isInCall).count();
        String folder = name.startsWith(OURS) ? name.substring(OURS.length()) : name;
        String versions = name + " " + atWork.getVersion() + " (bundle " + atWork.getBundleId() + ") would be replaced by " + next;
        String connected = "connectors: " + connectors.all().size() + ", in a call: " + calls;
        if (!folder.equals(KERNEL) && !isManager(atWork)) {
            return List.of("sip:update refuses it, it is no manager: bundle:update " + atWork.getBundleId() + " URL takes its place", versions,
                    connected + "; " + effect(folder));
        }
        return List.of(versions, connected + "; calls go on", "nothing has changed" + objection.map(why -> ", nor would the update: " + why)
                .orElse(folder.equals(KERNEL)
                        ? "; an update puts the former kernel back when the newer does not get to work"
                        : "; the update rehearses with these states first, and changes nothing when that fails"));
    }

    /** Of which bundle that is a manager or the kernel; empty when it is none that is known here. */
    private Optional<String> bundleOf(String manager) {
        return NeededManagers.bundleOf(manager).or(() -> Optional.of(manager)).map(name -> name.startsWith(OURS) ? name : OURS + name)
                .filter(name -> Arrays.stream(context.getBundles()).anyMatch(bundle -> name.equals(bundle.getSymbolicName())));
    }

    private static Optional<String> notNewer(String next, Bundle atWork) {
        try {
            int compared = Version.parseVersion(next).compareTo(atWork.getVersion());
            return compared > 0
                    ? Optional.empty()
                    : Optional.of(compared == 0 ? "that version is at work" : "sip:update takes newer versions only, sip:rollback goes back");
        } catch (IllegalArgumentException malformed) {
            return Optional.of("its version is malformed");
        }
    }

    private static String effect(String folder) {
        return switch (folder) {
            case "api", "spi" ->
                    "calls go on with the former; bundle:refresh of " + folder + " brings it to work, sound and picture pause for some seconds";
            case "simulator-api", "conference-simulator" -> "calls in the simulator's rooms END, also by a bundle:refresh; others go on";
            case "standby", "http", "network-events", "sip", "media" -> ReleasePlan.effect(folder);
            default -> "see the README for what that does to calls";
        };
    }

    private static boolean isManager(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services != null && Arrays.stream(services).anyMatch(
                service -> List.of((String[]) service.getProperty(Constants.OBJECTCLASS)).contains(FACTORY));
    }

    /** Why the packages at work do not fit the bundle, or the bundle's packages what is at work. */
    private Optional<String> objection(String url, String name, String version, Attributes manifest) {
        try {
            return objection(name, version, manifest);
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailedException(Printable.line(url) + " is no bundle: " + Printable.line(String.valueOf(malformed.getMessage())));
        }
    }

    private Optional<String> objection(String name, String version, Attributes manifest) {
        BundlesAtWork atWork = BundlesAtWork.of(context);
        if (BundlesAtWork.KERNEL.equals(name)) {
            Map<String, Version> exports = ImportedPackages.exported(manifest.getValue(Constants.EXPORT_PACKAGE));
            return atWork.unmetWith(atWork.exportedWithKernel(exports)).entrySet().stream().findFirst()
                    .map(unmet -> unmet.getKey() + " needs " + unmet.getValue().get(0) + ": replace it first");
        }
        return ImportedPackages.of(manifest.getValue(Constants.IMPORT_PACKAGE)).unmet(atWork.exported(), "at work is").stream().findFirst()
                .map(unmet -> name + " " + version + " needs " + unmet + ": "
                        + (unmet.startsWith(BundlesAtWork.KERNEL)
                                ? "update kernel first"
                                : "sip:update sip-connector/VERSION brings the whole release"));
    }

    private static boolean isInCall(Connector connector) {
        return connector.has(CallManager.class) && connector.manager(CallManager.class).snapshot().state() != CallState.IDLE;
    }

    private static Manifest manifest(String url) {
        try {
            URI address = URI.create(url);
            if (address.getScheme() == null || !SCHEMES.contains(address.getScheme())) {
                throw new CommandFailedException("url: '" + Printable.line(url) + "' must begin with file:, mvn: or https:");
            }
            URLConnection connection = address.toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            try (InputStream in = connection.getInputStream();
                    JarInputStream jar = new JarInputStream(new ByteArrayInputStream(in.readNBytes(BEGINNING)))) {
                return Optional.ofNullable(jar.getManifest())
                        .orElseThrow(() -> new CommandFailedException(Printable.line(url) + " is no bundle"));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailedException("the bundle cannot be read: " + Printable.line(String.valueOf(e.getMessage())));
        }
    }
}
