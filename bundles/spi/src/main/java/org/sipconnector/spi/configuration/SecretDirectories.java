/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Where the files of {@code $[secret:NAME]} are looked for: the directories that the interpolation plugin is told of. For any thread. */
public final class SecretDirectories {

    private static final String PROPERTY = "org.apache.felix.configadmin.plugin.interpolation.secretsdir";
    /** Its name until version 1.1 of the plugin, which still knows it. */
    private static final String FORMER_PROPERTY = "org.apache.felix.configadmin.plugin.interpolation.dir";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[secret:([^;\\]]+)");

    private SecretDirectories() {}

    /** The names of the secrets that a value names, in order. */
    public static List<String> namesIn(String value) {
        return PLACEHOLDER.matcher(value).results().map(found -> found.group(1)).toList();
    }

    /**
     * The directories, in the order they are looked through; none when none is named.
     *
     * @param framework the value of a property of the framework, null when there is none
     */
    public static List<Path> of(UnaryOperator<String> framework) {
        return Stream.of(PROPERTY, FORMER_PROPERTY).map(framework).filter(Objects::nonNull).limit(1)
                .flatMap(value -> Stream.of(value.split(","))).map(String::strip).filter(text -> !text.isEmpty())
                .flatMap(text -> path(text).stream()).toList();
    }

    /** The file of a secret in each of the directories. */
    public static List<Path> filesOf(String name, List<Path> directories) {
        return path(name).stream().flatMap(file -> directories.stream().map(directory -> directory.resolve(file))).toList();
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException unusable) {
            return Optional.empty();
        }
    }

    /** What is missing, in words that name where it was looked for. */
    static String missing(String name) {
        List<Path> directories = of(SecretDirectories::ofFramework);
        return directories.isEmpty()
                ? "the property " + PROPERTY + " names no directory"
                : "no readable file " + String.join(" or ", directories.stream()
                        .map(directory -> Written.printable(directory.toString()) + "/" + name).toList());
    }

    /** Of the framework that this bundle is in, else of the Java virtual machine. */
    private static String ofFramework(String property) {
        Bundle bundle = FrameworkUtil.getBundle(SecretDirectories.class);
        BundleContext context = bundle == null ? null : bundle.getBundleContext();
        return context == null ? System.getProperty(property) : context.getProperty(property);
    }
}
