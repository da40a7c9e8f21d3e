package org.sipconnector.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.configuration.ConfigurationSchema;

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
            out.println(Json.text(Json.object("checked", found.checked(), "refused", found.mistakes(), "warnings", found.warnings())));
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

    private List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        for (String file : files) {
            try {
                paths.add(Path.of(file));
            } catch (InvalidPathException wrong) {
                throw new CommandFailedException("file: '" + Printable.line(file) + "' is no path");
            }
        }
        return paths;
    }
}
