/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.Connector;
import org.sipconnector.api.masking.Printable;

/** How much is logged about one connector. */
@Service
@Command(scope = "sip", name = "log", description = "Sets how much is logged about one connector, beside what is logged anyway")
public final class LogCommand extends ConnectorCommand {

    @Argument(index = 2, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Reference
    ConfigurationAdmin configurations;

    @Argument(index = 1, name = "level", description = "trace, debug, or default for what all connectors log", required = true)
    @Completion(value = StringsCompleter.class, values = {"trace", "debug", "default"})
    String level;

    @Override
    void run(Connector connector, PrintStream out) throws IOException {
        String wanted = level.toLowerCase(Locale.ROOT);
        if (!Set.of("trace", "debug", "default").contains(wanted)) {
            throw new CommandFailedException("level: '" + Printable.line(level) + "' is not one of trace, debug, default");
        }
        new ConnectorLogLevels(configurations).set(id, wanted.equals("default") ? Optional.empty() : Optional.of(wanted));
        say(out, wanted.equals("default")
                ? id + " logs what all connectors log"
                : id + " logs at level " + wanted + " until sip:log " + id + " default");
    }
}
