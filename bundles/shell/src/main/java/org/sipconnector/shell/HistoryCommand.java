/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callhistory.CallQuality;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.explanation.FailureText;

/** What became of the latest calls. */
@Service
@Command(scope = "sip", name = "history", description = "Lists the latest calls of a connector, or of all, with how they ended and how well they did")
public final class HistoryCommand extends SipCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Reference(optional = true)
    Connectors connectors;

    @Argument(index = 0, name = "id", description = "The connector's id; all of them without one")
    @Completion(ConnectorIdCompleter.class)
    String id;

    @Option(name = "--json", description = "Print JSON for programs")
    boolean json;

    @Override
    void run(PrintStream out) {
        Map<String, List<CallRecord>> calls = new LinkedHashMap<>();
        Chosen.of(fromKernel(connectors), id).stream().filter(connector -> connector.has(CallHistoryManager.class))
                .forEach(connector -> calls.put(connector.id().value(), connector.manager(CallHistoryManager.class).snapshot().calls()));
        if (json) {
            out.println(JsonOutput.text(calls.entrySet().stream().flatMap(entry -> entry.getValue().stream()
                    .map(call -> json(entry.getKey(), call))).toList()));
            return;
        }
        Listing listing = new Listing("id", "begun", "with", "set-up", "lasted", "end", "quality");
        calls.entrySet().stream().flatMap(entry -> entry.getValue().stream().map(call -> Map.entry(entry.getKey(), call)))
                .sorted(Comparator.comparing((Map.Entry<String, CallRecord> each) -> each.getValue().begun()).reversed())
                .forEach(each -> row(listing, each.getKey(), each.getValue()));
        if (listing.isEmpty()) {
            out.println("no call is over yet");
        }
        listing.print(out, width());
    }

    private static void row(Listing listing, String connector, CallRecord call) {
        listing.row(connector, Listing.unbroken(TIME.format(call.begun())), with(call),
                Listing.unbroken(call.setUpTime().map(HistoryCommand::seconds).orElse("-")), Listing.unbroken(text(call.duration())),
                end(call), quality(call));
    }

    private static String with(CallRecord call) {
        return (call.incoming() ? "from " : "to ") + call.number()
                + call.room().filter(room -> !room.equals(call.number())).map(room -> ", room " + room).orElse("");
    }

    private static String end(CallRecord call) {
        SipFailure end = new SipFailure(call.outcome().endedBy(), call.outcome().cause(), call.outcome().status(),
                call.outcome().reason(), List.of());
        return FailureText.what(call.confirmed().isPresent() ? FailureText.ofEstablished(end) : end);
    }

    private static String quality(CallRecord call) {
        CallQuality quality = call.outcome().quality();
        List<String> parts = new ArrayList<>();
        quality.averageLoss().ifPresent(loss -> parts.add(String.format(Locale.ROOT, "%.1f %% lost", loss * 100)));
        quality.averageRoundTrip().ifPresent(time -> parts.add("RTT " + time.toMillis() + " ms"));
        return parts.isEmpty() ? "-" : String.join(", ", parts);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String text(Duration time) {
        return time.isZero()
                ? "-"
                : time.toHours() > 0
                        ? String.format(Locale.ROOT, "%d:%02d:%02d h", time.toHours(), time.toMinutesPart(),
                                time.toSecondsPart())
                        : String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart());
    }

    private static Object json(String connector, CallRecord call) {
        CallQuality quality = call.outcome().quality();
        return JsonOutput.object("id", connector, "number", call.number(), "incoming", call.incoming(), "room", call.room(),
                "begun", call.begun().toString(), "confirmed", call.confirmed().map(Object::toString), "ended", call.ended().toString(),
                "setUpMillis", call.setUpTime().map(Duration::toMillis), "durationMillis", call.duration().toMillis(),
                "endedBy", call.outcome().endedBy().name(), "cause", call.outcome().cause().text(), "status", call.outcome().status(),
                "reason", call.outcome().reason(), "averageLoss", number(quality.averageLoss()), "worstLoss", number(quality.worstLoss()),
                "averageRoundTripMillis", quality.averageRoundTrip().map(Duration::toMillis),
                "averageJitterMillis", quality.averageJitter().map(Duration::toMillis));
    }

    private static Optional<Double> number(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }
}
