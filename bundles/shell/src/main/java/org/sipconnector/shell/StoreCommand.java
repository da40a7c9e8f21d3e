/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.spi.store.Hibernation;
import org.sipconnector.spi.store.StateStore;

/** What is kept of connectors beyond their process. */
@Service
@Command(scope = "sip", name = "store", description = "Lists what is kept of connectors for the next start")
public final class StoreCommand extends SipCommand {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Argument(index = 0, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Option(name = "--json", description = "Print JSON for programs")
    boolean json;

    @Reference(optional = true)
    StateStore store;

    @Reference(optional = true)
    Hibernation hibernation;

    @Override
    void run(PrintStream out) {
        if (store == null) {
            throw new CommandFailedException("no state store is started: connectors end with this process; start the bundle"
                    + " org.sipconnector.state-store");
        }
        store.owner().ifPresent(other -> {
            throw new CommandFailedException(other);
        });
        List<StateStore.Entry> entries = store.entries();
        if (json) {
            out.println(JsonOutput.text(entries.stream().map(entry -> JsonOutput.object("id", entry.key(), "saved", entry.saved().toString(), "bytes",
                    entry.bytes())).toList()));
            return;
        }
        if (entries.isEmpty()) {
            out.println("nothing is kept: connectors live in this process");
        }
        Listing listing = new Listing("id", "saved", "bytes");
        entries.forEach(entry -> listing.row(entry.key(), Listing.unbroken(TIME.format(entry.saved())), entry.bytes()));
        listing.print(out, width());
        HibernateCommand.prepared(hibernation).ifPresent(hint -> say(out, hint));
    }
}
