/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.explanation.NeededManagers;

/** What was replaced so far. */
@Service
@Command(scope = "sip", name = "updates", description = "Lists what was replaced since the start, and what it cost")
public final class UpdatesCommand extends SipCommand {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final double MILLI_IN_NANOS = 1e6;

    @Reference(optional = true)
    UpdateHistory history;

    @Option(name = "--json", description = "Print JSON for programs")
    boolean json;

    @Override
    void run(PrintStream out) {
        fromKernel(history);
        if (json) {
            out.println(JsonOutput.text(JsonOutput.object("updates", history.updates().stream().map(UpdatesCommand::json).toList(),
                    "missing", history.missing())));
            return;
        }
        Listing listing = new Listing("at", "manager", "versions", "how", "connectors", "gap", "waited");
        for (Update update : history.updates()) {
            listing.row(Listing.unbroken(TIME.format(update.at())), update.manager(), update.from() + " to " + update.to(),
                    how(update),
                    update.lanes(), Listing.unbroken(milliseconds(update.longestGap())), update.waitedMessages());
        }
        if (listing.isEmpty()) {
            out.println("nothing was replaced yet");
        }
        listing.print(out, width());
        history.updates().forEach(
                update -> update.failures().forEach(failure -> say(out, "failed: " + update.manager() + " " + update.to() + ": " + failure)));
        history.missing().forEach(manager -> say(out, NeededManagers.text(manager, true)));
    }

    private static String how(Update update) {
        return update.way() == Update.Way.IN_PLACE && update.from().equals(update.to()) ? "restarted" : Details.text(update.way());
    }

    private static String milliseconds(Duration gap) {
        return String.format(Locale.ROOT, "%.1f ms", gap.toNanos() / MILLI_IN_NANOS);
    }

    private static Object json(Update update) {
        return JsonOutput.object("at", update.at().toString(), "manager", update.manager(), "from", update.from(), "to", update.to(),
                "way", update.way().name(), "connectors", update.lanes(), "longestGapMillis", update.longestGap().toNanos() / MILLI_IN_NANOS,
                "waitedMessages", update.waitedMessages(), "failures", update.failures());
    }
}
