/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
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
import org.sipconnector.api.Connector;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.api.journal.Journals;

/** The last messages of a connector's lane, for support. */
@Service
@Command(scope = "sip", name = "journal", description = "Shows or exports the last messages of a connector and what they led to")
public final class JournalCommand extends ConnectorCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    /** As much as a lane keeps. */
    private static final int MOST = 256;
    @Reference(optional = true)
    Journals journals;

    @Reference
    ExportDirectory exports;

    @Option(name = "--count", description = "How many entries to show, 1 to " + MOST + "; fewer are kept since a start or an update")
    int count = 40;

    @Option(name = "--all", description = "Show the statistics of a call, too, which come every second")
    boolean all;

    @Option(name = "--entry", description = "Number of one entry to show with all its values")
    Long entry;

    @Option(name = "--json", description = "Print JSON for programs, with all values")
    boolean json;

    @Option(name = "--export", description = "File below the export directory to write the whole journal to, to be replayed by a test")
    String file;

    @Override
    void run(Connector connector, PrintStream out) throws IOException {
        fromKernel(journals);
        if (count < 1 || count > MOST) {
            throw new CommandFailedException("--count: " + count + " is not a number from 1 to " + MOST + ", which is what a journal keeps");
        }
        if (entry != null && entry < 0) {
            throw new CommandFailedException("--entry: " + entry + " is no number of an entry");
        }
        if (file != null) {
            out.println("written to " + exports.write("--export", file, to -> journals.export(connector.id(), to)));
        } else if (entry != null) {
            details(journals.entries(connector.id(), Integer.MAX_VALUE), out);
        } else if (json) {
            out.println(JsonOutput.text(chosen(connector).stream().map(JournalCommand::json).toList()));
        } else {
            show(chosen(connector), out);
        }
    }

    /** The last entries; readings of statistics, a few every second of a call, would leave room for little else. */
    private List<JournalEntry> chosen(Connector connector) {
        if (all) {
            return journals.entries(connector.id(), count);
        }
        List<JournalEntry> telling = journals.entries(connector.id(), Integer.MAX_VALUE).stream()
                .filter(each -> !each.isReading()).toList();
        return telling.subList(Math.max(0, telling.size() - count), telling.size());
    }

    private void show(List<JournalEntry> entries, PrintStream out) {
        Listing listing = new Listing("no", "at", "what", "manager", "name");
        entries.forEach(each -> listing.row(each.number(), TIME.format(each.at()), Details.text(each.kind()),
                each.manager().orElse(""), each.name()));
        listing.print(out, width());
        if (entries.size() < count) {
            say(out, "that is all that is kept by now" + (all ? "" : "; --all shows statistics, too"));
        }
        if (!listing.isEmpty()) {
            say(out, "sip:journal " + id + " --entry NO shows one with all its values");
        }
    }

    private void details(List<JournalEntry> entries, PrintStream out) {
        JournalEntry found = entries.stream().filter(each -> entry.equals(each.number())).findFirst()
                .orElseThrow(() -> new CommandFailedException("--entry: the journal of " + id + " has no entry " + entry
                        + (entries.isEmpty()
                                ? ""
                                : "; it has " + entries.get(0).number() + " to "
                                        + entries.get(entries.size() - 1).number())));
        say(out, found.number() + "  " + TIME.format(found.at()) + "  " + Details.text(found.kind())
                + found.manager().map(manager -> " " + manager).orElse("") + "  " + found.name());
        say(out, found.details());
    }

    private static Object json(JournalEntry entry) {
        return JsonOutput.object("number", entry.number(), "at", entry.at().toString(), "kind", entry.kind().name(), "manager", entry.manager(),
                "name", entry.name(), "details", entry.details());
    }
}
