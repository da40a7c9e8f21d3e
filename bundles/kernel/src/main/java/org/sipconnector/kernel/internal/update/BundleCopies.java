/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the manager bundles that work, so that the former one can be put back when an update in place fails: the
 * framework itself has overwritten it by then.
 */
public final class BundleCopies {

    static final String LOCATION = "sip-connector:former/";
    private static final Logger LOG = LoggerFactory.getLogger(BundleCopies.class);

    private final BundleContext context;
    private final Map<String, byte[]> working = new HashMap<>();
    private final Map<String, byte[]> former = new HashMap<>();

    public BundleCopies(BundleContext context) {
        this.context = context;
    }

    /** The bundle of that id; null when it was uninstalled. */
    Bundle bundle(long id) {
        return context.getBundle(id);
    }

    public static boolean isPutBack(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    /** The bundle's code is at work: what worked before becomes the former, and copies put back can go. */
    void atWork(String manager, Bundle bundle) {
        if (isPutBack(bundle)) {
            return;
        }
        uninstallCopies(manager);
        try {
            remember(manager, copyOf(bundle, setApart(bundle)));
        } catch (IOException e) {
            LOG.warn("no copy of {} could be kept: it cannot be put back if an update fails", bundle.getSymbolicName(), e);
        }
    }

    private synchronized void remember(String manager, byte[] copy) {
        byte[] before = working.put(manager, copy);
        if (before != null) {
            former.put(manager, before);
        }
    }

    private synchronized byte[] takeFormer(String manager) {
        byte[] copy = former.remove(manager);
        if (copy != null) {
            working.put(manager, copy);
        }
        return copy;
    }

    /**
     * Installs and starts the copy of the code that worked before the present one, beside it. Holds no lock meanwhile:
     * the framework holds its own, and calls us.
     *
     * @return false when there is none
     */
    boolean putBack(String manager) throws BundleException {
        byte[] copy = takeFormer(manager);
        if (copy == null) {
            return false;
        }
        Bundle bundle = context.installBundle(LOCATION + manager + "/" + System.nanoTime(),
                new ByteArrayInputStream(copy));
        LOG.warn("{} {} is put back as bundle {}", bundle.getSymbolicName(), bundle.getVersion(), bundle.getBundleId());
        bundle.start();
        return true;
    }

    /** Runs the task when the framework has ended the refreshes it is at, which stop and start bundles. */
    void afterRefreshes(Runnable task) {
        context.getBundle(0).adapt(FrameworkWiring.class)
                .refreshBundles(List.of(), event -> task.run());
    }

    private void uninstallCopies(String manager) {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION + manager + "/")) {
                try {
                    bundle.uninstall();
                } catch (BundleException e) {
                    LOG.warn("bundle {} could not be removed", bundle.getBundleId(), e);
                }
            }
        }
    }

    /** The bundle as it was installed. */
    static byte[] copyOf(Bundle bundle) throws IOException {
        return copyOf(bundle, manifestOf(bundle));
    }

    private static byte[] copyOf(Bundle bundle, Manifest manifest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.setLevel(Deflater.NO_COMPRESSION);
            Enumeration<URL> entries = bundle.findEntries("/", "*", true);
            while (entries != null && entries.hasMoreElements()) {
                URL entry = entries.nextElement();
                String path = entry.getPath().substring(1);
                if (path.endsWith("/") || path.equals(JarFile.MANIFEST_NAME)) {
                    continue;
                }
                jar.putNextEntry(new ZipEntry(path));
                try (InputStream content = entry.openStream()) {
                    content.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Manifest manifestOf(Bundle bundle) throws IOException {
        try (InputStream content = bundle.getEntry(JarFile.MANIFEST_NAME).openStream()) {
            return new Manifest(content);
        }
    }

    /** Its own qualifier keeps the copy apart from a bundle of the same version. */
    private static Manifest setApart(Bundle bundle) throws IOException {
        Manifest manifest = manifestOf(bundle);
        String version = bundle.getVersion().toString();
        if (!version.endsWith("-former")) {
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION,
                    bundle.getVersion().getQualifier().isEmpty() ? version + ".r-former" : version + "-former");
        }
        return manifest;
    }
}
