/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.api.journal.Journals;

/** What happened on a connector's lane. */
final class JournalResource {

    private static final Route.QueryParameter BEFORE = new Route.QueryParameter("before", "Only entries with a number below this one.");
    private static final Route.QueryParameter LIMIT = new Route.QueryParameter("limit", "How many are told at most, 1 to 256; 50 without it.");
    private static final Route.QueryParameter STATISTICS = new Route.QueryParameter("statistics",
            "true: also the readings of statistics, a few every second of a call.");
    private static final int MOST = 256;
    private static final int STANDARD = 50;

    private final ConnectorLookup lookup;

    /**
     * Entries, the oldest first.
     *
     * @param before give it as {@code before} to read on backwards; absent at the beginning
     */
    record JournalPage(List<JournalEntry> entries, Optional<Long> before) {}

    JournalResource(ConnectorLookup lookup) {
        this.lookup = lookup;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/connectors/{id}/journal", "The latest messages of a connector's lane and what they led to")
                        .with(BEFORE, LIMIT, STATISTICS).giving(JournalPage.class).at(this::page),
                Route.get("/connectors/{id}/journal/{number}", "One entry of the journal").giving(JournalEntry.class).at(this::entry));
    }

    private JournalPage page(RestRequest request) {
        int limit = request.number(LIMIT.name(), STANDARD, 1, MOST);
        long before = request.query(BEFORE.name()).map(text -> number(BEFORE.name(), text)).orElse(Long.MAX_VALUE);
        boolean statistics = request.query(STATISTICS.name()).filter("true"::equals).isPresent();
        List<JournalEntry> fitting =
                entries(request).stream().filter(entry -> entry.number() < before && (statistics || !entry.isReading())).toList();
        List<JournalEntry> last = fitting.subList(Math.max(0, fitting.size() - limit), fitting.size());
        return new JournalPage(last, last.size() < fitting.size() ? Optional.of(last.get(0).number()) : Optional.empty());
    }

    private JournalEntry entry(RestRequest request) {
        long number = number("number", request.path("number"));
        return entries(request).stream().filter(entry -> entry.number() == number).findFirst().orElseThrow(
                () -> ProblemException.of(ProblemKind.NOT_FOUND,
                        "the journal of " + lookup.of(request).id() + " has no entry " + number + " any more"));
    }

    private List<JournalEntry> entries(RestRequest request) {
        ConnectorId id = lookup.of(request).id();
        return lookup.services().get(Journals.class).entries(id, Integer.MAX_VALUE);
    }

    private static long number(String name, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw ProblemException.value(name, text, "a whole number, 0 or more");
        }
        return Long.parseLong(text);
    }
}
