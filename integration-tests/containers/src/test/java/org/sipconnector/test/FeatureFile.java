/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our feature repository as a list of bundles, so that plain Felix gets exactly what Karaf gets. */
public final class FeatureFile {

    private static final Pattern BUNDLE =
            Pattern.compile("<bundle[^>]*start-level=\"(\\d+)\"[^>]*>mvn:([^/<]+)/([^/<]+)/([^/<]+)</bundle>");

    /** A bundle of a feature and where the runtime keeps it. */
    public record Entry(int startLevel, String artifact, Path file) {}

    private final String text;
    private final Path system;

    /**
     * @param features the repository, {@code feature.xml}
     * @param runtime  the unpacked runtime, whose system repository holds the jars
     */
    public FeatureFile(Path features, Path runtime) {
        try {
            this.text = Files.readString(features, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.system = runtime.resolve("system");
    }

    /** The bundles a feature lists itself, in order. */
    public List<Entry> bundlesOf(String feature) {
        Matcher block = Pattern.compile("<feature name=\"" + Pattern.quote(feature) + "\".*?</feature>\\s*(?=<feature name|</features>)",
                Pattern.DOTALL).matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("no feature " + feature);
        }
        return BUNDLE.matcher(block.group()).results().map(this::entry).toList();
    }

    private Entry entry(MatchResult found) {
        String artifact = found.group(3);
        String version = found.group(4);
        Path file = system.resolve(found.group(2).replace('.', '/')).resolve(artifact).resolve(version)
                .resolve(artifact + "-" + version + ".jar");
        return new Entry(Integer.parseInt(found.group(1)), artifact, file);
    }
}
