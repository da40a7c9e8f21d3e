/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;

/** Feature repositories of releases to come. */
public final class NextRelease {

    private static final Pattern OURS = Pattern.compile("mvn:org.sipconnector/org.sipconnector.([a-z-]+)/[0-9.]+</bundle>");

    private NextRelease() {}

    /** The folders of the bundles of feature {@code sip-connector}: what every release changes and every container has. */
    public static List<String> everything() throws IOException {
        String[] features = Files.readString(Path.of(System.getProperty("features.file"))).split("<feature name=");
        return Arrays.stream(features).filter(feature -> feature.startsWith("\"sip-connector\" "))
                .flatMap(feature -> OURS.matcher(feature).results()).map(found -> found.group(1)).toList();
    }

    /**
     * Our feature repository under the next version, whose changed bundles are new and whose others are as they were. When the
     * kernel is among them, they need what it exports, and do not fit to the present one.
     *
     * @param installed finds the bundle of a folder
     */
    public static URI of(Function<String, Bundle> installed, String release, String next, List<String> changed) throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        for (String folder : changed) {
            Path jar = Files.createTempFile(folder, ".jar");
            try (InputStream newer = newer(installed.apply(folder), changed)) {
                Files.write(jar, newer.readAllBytes());
            }
            jars.put(folder, jar);
        }
        return repository(release, next, jars);
    }

    /** Our feature repository under the next version, with these jars in the place of the former. */
    static URI repository(String release, String next, Map<String, Path> jars) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("features.file")))
                .replace("sip-connector-" + release, "sip-connector-" + next)
                .replace("version=\"" + release + "\"", "version=\"" + next + "\"")
                .replace("[" + release + "," + release + "]", "[" + next + "," + next + "]");
        for (Map.Entry<String, Path> each : jars.entrySet()) {
            String url = "mvn:org.sipconnector/org.sipconnector." + each.getKey() + "/" + release;
            assertTrue(each.getKey(), text.contains(url));
            text = text.replace(url, each.getValue().toUri().toString());
        }
        Path repository = Files.createTempFile("features", ".xml");
        Files.writeString(repository, text);
        return repository.toUri();
    }

    private static InputStream newer(Bundle bundle, List<String> changed) throws IOException {
        return changed.contains("kernel") ? NewerBundle.withNextKernelPackage(bundle) : NewerBundle.of(bundle);
    }
}
