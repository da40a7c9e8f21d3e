/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * The release to come, in which every bundle is new and the API has another package: the kernel fits to that only.
 *
 * @param repository its features
 * @param version    of its features and bundles
 * @param former     the version of those in the runtime
 */
public record NextApiRelease(URI repository, String version, String former) {

    private static final String GROUP = "system/org/sipconnector";
    private static final Pattern API = Pattern.compile("(org\\.sipconnector\\.api;version=\")[^\"]*\"");
    private static final String EXPORTED = "1.99.0";
    private static final String NEEDED = "[1.99,2)";

    /** @param runtime an unpacked Karaf with the features */
    public static NextApiRelease of(Path runtime) throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        String former = only(runtime.resolve(GROUP).resolve("org.sipconnector.api")).getFileName().toString();
        Version now = Version.parseVersion(former);
        String next = new Version(now.getMajor(), now.getMinor(), now.getMicro() + 1).toString();
        for (String folder : NextRelease.everything()) {
            String artifact = "org.sipconnector." + folder;
            Path jar = runtime.resolve(GROUP).resolve(artifact).resolve(former).resolve(artifact + "-" + former + ".jar");
            jars.put(folder, newer(jar, folder, next));
        }
        return new NextApiRelease(NextRelease.repository(former, next, jars), next, former);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> versions = Files.list(folder).filter(Files::isDirectory)) {
            return versions.findFirst().orElseThrow();
        }
    }

    private static Path newer(Path jar, String folder, String version) throws IOException {
        Path newer = Files.createTempFile(folder, ".jar");
        try (JarFile from = new JarFile(jar.toFile());
                OutputStream file = Files.newOutputStream(newer);
                JarOutputStream to = new JarOutputStream(file, manifest(from, folder, version))) {
            for (JarEntry entry : from.stream().filter(each -> !each.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
                to.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream content = from.getInputStream(entry)) {
                    content.transferTo(to);
                }
                to.closeEntry();
            }
        }
        return newer;
    }

    private static Manifest manifest(JarFile jar, String folder, String version) throws IOException {
        Manifest manifest = jar.getManifest();
        manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
        switch (folder) {
            case "api" -> {
                replace(manifest, Constants.EXPORT_PACKAGE, EXPORTED);
                replace(manifest, Constants.IMPORT_PACKAGE, NEEDED);
            }
            case "kernel" -> replace(manifest, Constants.IMPORT_PACKAGE, NEEDED);
            default -> {}
        }
        return manifest;
    }

    private static void replace(Manifest manifest, String header, String version) {
        String value = manifest.getMainAttributes().getValue(header);
        manifest.getMainAttributes().putValue(header, API.matcher(value).replaceAll("$1" + version + "\""));
    }
}
