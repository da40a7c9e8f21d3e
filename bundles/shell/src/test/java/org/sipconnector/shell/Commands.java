/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Everything that Karaf finds in our bundle: commands and completers. */
final class Commands {

    static final List<Class<?>> ALL = services();

    private Commands() {}

    private static List<Class<?>> services() {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/sipconnector/shell"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java"))
                    .<Class<?>>map(name -> type(name.substring(0, name.length() - ".java".length())))
                    .filter(type -> type.isAnnotationPresent(Service.class)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Class<?>> commands() {
        return ALL.stream().filter(type -> type.isAnnotationPresent(Command.class)).toList();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("org.sipconnector.shell." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
