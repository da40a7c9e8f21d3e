/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Makes newer versions of installed bundles: the same content under a higher version, or spoilt in one way. */
public final class NewerBundle {

    public static final String NEXT_KERNEL_PACKAGE = "1.9.0";
    private static final Pattern KERNEL_PACKAGE = Pattern.compile("((?:^|,)org\\.sipconnector\\.kernel;version=\")[^\"]*\"");

    private NewerBundle() {}

    /** A version higher than the bundle's own. */
    public static Version after(Bundle bundle) {
        Version now = bundle.getVersion();
        return new Version(now.getMajor(), now.getMinor(), now.getMicro() + 1);
    }

    public static InputStream of(Bundle bundle) throws IOException {
        return jar(bundle, manifest(bundle), true);
    }

    /**
     * The same content, in a file of its own.
     *
     * @param jar     of a bundle that need not be installed
     * @param changes of its manifest
     */
    public static Path of(Path jar, Consumer<Attributes> changes) throws IOException {
        Path newer = Files.createTempFile("newer", ".jar");
        try (JarFile from = new JarFile(jar.toFile()); OutputStream file = Files.newOutputStream(newer)) {
            Manifest manifest = from.getManifest();
            changes.accept(manifest.getMainAttributes());
            try (JarOutputStream to = new JarOutputStream(file, manifest)) {
                for (JarEntry each : from.stream().filter(each -> !each.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
                    try (InputStream content = from.getInputStream(each)) {
                        entry(to, each.getName(), content);
                    }
                }
            }
        }
        return newer;
    }

    /** Cannot be resolved: it imports a package nobody has. */
    public static InputStream unresolvable(Bundle bundle) throws IOException {
        Manifest manifest = manifest(bundle);
        String imports = manifest.getMainAttributes().getValue(Constants.IMPORT_PACKAGE);
        manifest.getMainAttributes().putValue(Constants.IMPORT_PACKAGE, imports + ",no.such.package");
        return jar(bundle, manifest, true);
    }

    /** Exports the kernel's package, or needs it, in a version that no kernel has so far. */
    public static InputStream withNextKernelPackage(Bundle bundle) throws IOException {
        return withKernelPackage(bundle, NEXT_KERNEL_PACKAGE, "[" + NEXT_KERNEL_PACKAGE + ",2)");
    }

    /** Exports the kernel's package, or needs it, in a version before the first. */
    public static InputStream withFormerKernelPackage(Bundle bundle) throws IOException {
        return withKernelPackage(bundle, "0.9.0", "[0.9,1)");
    }

    private static InputStream withKernelPackage(Bundle bundle, String exported, String imported) throws IOException {
        Manifest manifest = manifest(bundle);
        manifest.getMainAttributes().replaceAll((name, value) -> switch (name.toString()) {
            case Constants.EXPORT_PACKAGE -> KERNEL_PACKAGE.matcher((String) value).replaceAll("$1" + exported + "\"");
            case Constants.IMPORT_PACKAGE -> KERNEL_PACKAGE.matcher((String) value).replaceAll("$1" + imported + "\"");
            default -> value;
        });
        return jar(bundle, manifest, true);
    }

    /** Starts, but brings no component. */
    public static InputStream withoutComponents(Bundle bundle) throws IOException {
        Manifest manifest = manifest(bundle);
        manifest.getMainAttributes().remove(new Attributes.Name("Service-Component"));
        return jar(bundle, manifest, false);
    }

    /** Its manager is what the activator class registers instead. */
    public static InputStream withActivator(Bundle bundle, Class<?> activator, List<Class<?>> classes) throws IOException {
        Manifest manifest = manifest(bundle);
        manifest.getMainAttributes().remove(new Attributes.Name("Service-Component"));
        manifest.getMainAttributes().putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        manifest.getMainAttributes().putValue(Constants.IMPORT_PACKAGE,
                "org.osgi.framework,org.sipconnector.api,org.sipconnector.api.serverapi,org.sipconnector.kernel");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Class<?> type : classes) {
                String path = type.getName().replace('.', '/') + ".class";
                try (InputStream content = type.getClassLoader().getResourceAsStream(path)) {
                    entry(jar, path, content);
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Manifest manifest(Bundle bundle) throws IOException {
        try (InputStream content = bundle.getEntry(JarFile.MANIFEST_NAME).openStream()) {
            Manifest manifest = new Manifest(content);
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, after(bundle).toString());
            return manifest;
        }
    }

    private static InputStream jar(Bundle bundle, Manifest manifest, boolean components) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            Enumeration<URL> entries = bundle.findEntries("/", "*", true);
            for (URL url : Collections.list(entries)) {
                String path = url.getPath().substring(1);
                boolean wanted = !path.endsWith("/") && !path.equals(JarFile.MANIFEST_NAME)
                        && (components || !path.startsWith("OSGI-INF"));
                if (wanted) {
                    try (InputStream content = url.openStream()) {
                        entry(jar, path, content);
                    }
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void entry(JarOutputStream jar, String path, InputStream content) throws IOException {
        jar.putNextEntry(new ZipEntry(path));
        content.transferTo(jar);
        jar.closeEntry();
    }
}
