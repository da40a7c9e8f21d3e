/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.configuration.ConfigurationSchema;

/** Says what is wrong with a configuration before it is used; fails when there is anything. */
@Service
@Command(scope = "sip", name = "check", description = "Says what is wrong with configuration files, used or not; fails when a file would be refused")
public final class CheckCommand extends SipCommand {

    @Reference
    List<ConfigurationSchema<?>> schemas;

    @Reference(optional = true)
    BundleContext context;

    @Argument(index = 0, name = "file", description = "Files named as in etc/, or folders of them", required = true, multiValued = true)
    @Completion(FileCompleter.class)
    List<String> files;

    @Option(name = "--json", description = "Print JSON for programs")
    boolean json;

    @Override
    void run(PrintStream out) throws IOException {
        FileCheck.Findings found = new FileCheck(schemas, this::property).of(paths());
        if (json) {
            out.println(JsonOutput.text(JsonOutput.object("checked", found.checked(), "refused", found.mistakes(), "warnings", found.warnings())));
        } else {
            found.mistakes().forEach(line -> say(out, "refused: " + line));
            found.warnings().forEach(line -> say(out, "warning: " + line));
            if (found.mistakes().isEmpty()) {
                say(out, found.checked() + (found.checked() == 1 ? " file is right" : " files are right"));
            }
        }
        if (!found.mistakes().isEmpty()) {
            throw new CommandFailedException(found.mistakes().size() == 1 ? "1 mistake" : found.mistakes().size() + " mistakes");
        }
    }

    private String property(String name) {
        return context == null ? System.getProperty(name) : context.getProperty(name);
    }

    private List<Path> paths() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (String file : files) {
            try {
                paths.addAll(matching(file));
            } catch (InvalidPathException wrong) {
                throw new CommandFailedException("file: '" + Printable.line(file) + "' is no path");
            }
        }
        return paths;
    }

    /** The shell leaves patterns such as {@code etc/*.cfg} as they are; of what matches only ours are meant. */
    private static List<Path> matching(String file) throws IOException {
        Path path = Path.of(file);
        if (path.getFileName() == null || Files.exists(path) || !file.matches(".*[*?\\[{].*")) {
            return List.of(path);
        }
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, path.getFileName().toString())) {
                matches.forEach(match -> {
                    if (FileCheck.isOurs(match)) {
                        found.add(match);
                    }
                });
            } catch (PatternSyntaxException wrong) {
                throw new CommandFailedException("file: '" + Printable.line(file) + "' is no path and no pattern");
            }
        }
        if (found.isEmpty()) {
            throw new CommandFailedException("file: no configuration of ours, org.sipconnector.*.cfg, matches '" + Printable.line(file) + "'");
        }
        return found.stream().sorted().toList();
    }
}
