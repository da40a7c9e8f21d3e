/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.kernel.Manager;

/** What there is below {@code bundles/}, as compiled. A new bundle is found without being named anywhere. */
final class Bundles {

    static final Path FOLDER = Path.of("..", "..", "bundles");
    static final String ROOT = "org.sipconnector.";

    private static final Set<String> NOT_INSTALLED = Set.of("testkit");

    private Bundles() {}

    static List<Path> folders() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("target").resolve("classes")))
                    .filter(folder -> !NOT_INSTALLED.contains(folder.getFileName().toString())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our own classes of all bundles. */
    static JavaClasses classes() {
        return new ClassFileImporter().withImportOption(location -> location.contains("/org/sipconnector/"))
                .importPaths(folders().stream().map(folder -> folder.resolve("target").resolve("classes")).toList());
    }

    /** Root packages of the bundles that hold a manager. */
    static Set<String> managers(JavaClasses classes) {
        return classes.stream().filter(type -> type.isAssignableTo(Manager.class) && !type.isInterface())
                .map(Bundles::root).filter(root -> !root.equals(ROOT + "kernel"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The bundle's root package, such as {@code org.sipconnector.call}. */
    static String root(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length());
        int dot = rest.indexOf('.');
        return ROOT + (dot < 0 ? rest : rest.substring(0, dot));
    }
}
