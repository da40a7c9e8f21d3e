/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.felix;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.sipconnector.test.FeatureFile;
import org.sipconnector.test.Folders;

/** How a plain Felix is prepared for a test class: the framework, a few small bundles, and ours as the features list them. */
final class FelixContainer {

    /** What Karaf brings and plain Felix does not, at the versions Karaf has. */
    private static final List<String> FRAMEWORK = List.of(
            "org/osgi/org.osgi.util.function", "org/osgi/org.osgi.util.promise", "org/osgi/org.osgi.service.component",
            "org/apache/felix/org.apache.felix.converter", "org/apache/felix/org.apache.felix.metatype",
            "org/apache/felix/org.apache.felix.configadmin", "org/apache/felix/org.apache.felix.configadmin.plugin.interpolation",
            "org/apache/felix/org.apache.felix.fileinstall", "org/apache/felix/org.apache.felix.scr",
            "org/apache/karaf/services/org.apache.karaf.services.eventadmin");

    /** Commands for Karaf's shell. */
    private static final String KARAF_ONLY = "org.sipconnector.shell";

    private static final String MEDIA_LIBRARY = "sip-connector-media-linux-x86_64";

    private static final Path RUNTIME = Path.of(System.getProperty("runtime.home"));

    private FelixContainer() {}

    /** Felix with the bundles of the given features. */
    static Option felix(String... features) {
        removeData();
        List<Option> options = new ArrayList<>();
        options.add(junitBundles());
        options.add(frameworkStartLevel(100));
        options.add(frameworkProperty("felix.fileinstall.dir").value(configurations().toString()));
        options.add(frameworkProperty("felix.fileinstall.poll").value("200"));
        options.add(frameworkProperty("felix.fileinstall.noInitialDelay").value("true"));
        options.add(frameworkProperty("org.apache.felix.configadmin.plugin.interpolation.secretsdir").value(secrets().toString()));
        for (String folder : FRAMEWORK) {
            options.add(bundle(jarIn(RUNTIME.resolve("system").resolve(folder)).toUri().toString()).startLevel(20));
        }
        FeatureFile file = new FeatureFile(Path.of(System.getProperty("features.file")), RUNTIME);
        for (String feature : Stream.concat(Stream.of(MEDIA_LIBRARY), Stream.of(features)).toList()) {
            file.bundlesOf(feature).stream().filter(entry -> !entry.artifact().equals(KARAF_ONLY))
                    .forEach(entry -> options.add(bundle(entry.file().toUri().toString()).startLevel(entry.startLevel())));
        }
        return composite(options.toArray(Option[]::new));
    }

    /** The folder watched for {@code .cfg} files. */
    static Path configurations() {
        return folder("target/felix-etc");
    }

    /** The folder of {@code $[secret:NAME]}. */
    static Path secrets() {
        return folder("target/felix-secrets");
    }

    /** Where bundles keep files without a Karaf: one container must not go on with the connectors of another. */
    private static void removeData() {
        try {
            Folders.remove(Path.of("data", "sip-connector").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(String name) {
        try {
            return Files.createDirectories(Path.of(name).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jarIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
