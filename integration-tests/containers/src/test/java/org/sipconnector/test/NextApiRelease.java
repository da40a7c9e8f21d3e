/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * The release to come, in which bundles are new and API or SPI has another package: the kernel fits to that only.
 *
 * @param repository its features
 * @param version    of its features and bundles
 * @param former     the version of those in the runtime
 */
public record NextApiRelease(URI repository, String version, String former) {

    private static final String GROUP = "system/org/sipconnector";
    private static final String EXPORTED = "1.99.0";
    private static final String NEEDED = "[1.99,2)";

    /**
     * With another API.
     *
     * @param runtime an unpacked Karaf with the features
     */
    public static NextApiRelease ofApi(Path runtime) throws IOException {
        return of(runtime, "api", "org.sipconnector.api");
    }

    /** The same with another SPI, and the API as it was. */
    public static NextApiRelease ofSpi(Path runtime) throws IOException {
        return of(runtime, "spi", "org.sipconnector.spi.explanation");
    }

    /** With another version of everything and no new package: nothing needs what is new. */
    public static NextApiRelease withoutNeed(Path runtime) throws IOException {
        return of(runtime, NextRelease.everything(), (folder, manifest) -> {});
    }

    /** The same, and another version of what shares connectors out. */
    public static NextApiRelease ofSharing(Path runtime) throws IOException {
        return of(runtime, Stream.concat(NextRelease.everything().stream(), Stream.of("cluster")).toList(), (folder, manifest) -> {});
    }

    private static NextApiRelease of(Path runtime, String exporter, String changed) throws IOException {
        Pattern clause = Pattern.compile("(" + Pattern.quote(changed) + ";version=\")[^\"]*\"");
        // the API stays as it is unless it is the one that changes
        List<String> folders = NextRelease.everything().stream().filter(each -> each.equals(exporter) || !each.equals("api")).toList();
        return of(runtime, folders, (folder, manifest) -> {
            if (folder.equals(exporter)) {
                replace(manifest, Constants.EXPORT_PACKAGE, clause, EXPORTED);
            }
            if (folder.equals(exporter) || folder.equals("kernel")) {
                replace(manifest, Constants.IMPORT_PACKAGE, clause, NEEDED);
            }
        });
    }

    private static NextApiRelease of(Path runtime, List<String> folders, BiConsumer<String, Attributes> changes) throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        String former = only(runtime.resolve(GROUP).resolve("org.sipconnector.api")).getFileName().toString();
        Version now = Version.parseVersion(former);
        String next = new Version(now.getMajor(), now.getMinor(), now.getMicro() + 1).toString();
        for (String folder : folders) {
            String artifact = "org.sipconnector." + folder;
            Path jar = runtime.resolve(GROUP).resolve(artifact).resolve(former).resolve(artifact + "-" + former + ".jar");
            jars.put(folder, NewerBundle.of(jar, manifest -> {
                manifest.putValue(Constants.BUNDLE_VERSION, next);
                changes.accept(folder, manifest);
            }));
        }
        return new NextApiRelease(NextRelease.repository(former, next, jars), next, former);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> versions = Files.list(folder).filter(Files::isDirectory)) {
            return versions.findFirst().orElseThrow();
        }
    }

    private static void replace(Attributes manifest, String header, Pattern clause, String version) {
        manifest.putValue(header, clause.matcher(manifest.getValue(header)).replaceAll("$1" + version + "\""));
    }
}
