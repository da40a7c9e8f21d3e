/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Where files of configurations are read from: the folders that File Install is told to watch, in Karaf {@code etc}. For any thread. */
public final class ConfigurationFolders {

    private static final String WATCHED = "felix.fileinstall.dir";
    private static final String KARAF = "karaf.etc";

    private ConfigurationFolders() {}

    /**
     * The folders, which need not exist, in the order they are named; none when nobody is told to watch any.
     *
     * @param framework the value of a property of the framework, null when there is none
     */
    public static List<Path> of(UnaryOperator<String> framework) {
        return Stream.of(WATCHED, KARAF).map(framework).filter(Objects::nonNull).limit(1)
                .flatMap(value -> Stream.of(value.split(","))).map(String::strip).filter(text -> !text.isEmpty())
                .flatMap(ConfigurationFolders::path).distinct().toList();
    }

    private static Stream<Path> path(String text) {
        try {
            return Stream.of(Path.of(text).toAbsolutePath());
        } catch (InvalidPathException unusable) {
            return Stream.empty();
        }
    }
}
