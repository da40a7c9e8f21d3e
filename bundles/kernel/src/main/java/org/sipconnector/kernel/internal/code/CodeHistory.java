/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.code;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.sipconnector.api.update.LingeringCode;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.explanation.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers what was replaced. */
public final class CodeHistory implements UpdateHistory {

    private static final Logger LOG = LoggerFactory.getLogger(CodeHistory.class);
    private static final int CAPACITY = 100;

    private final Deque<Update> updates = new ArrayDeque<>();
    private final Set<String> missing = new TreeSet<>();
    private volatile Supplier<List<LingeringCode>> former = List::of;

    public synchronized void add(Update update) {
        if (nothingReplaced(update)) {
            return;
        }
        if (updates.size() == CAPACITY) {
            updates.removeFirst();
        }
        updates.addLast(update);
        LOG.info("{} {} -> {}: {}, longest gap {}, {} waited, {}", update.manager(),
                update.from(), update.to(), Counted.of(update.lanes(), "connector"),
                String.format(Locale.ROOT, "%.1f ms", update.longestGap().toNanos() / 1e6),
                Counted.of(update.waitedMessages(), "message"), Counted.of(update.failures().size(), "failure"));
    }

    /** A kernel that takes over meets installed versions in turn, until the one that was at work under its predecessor comes. */
    private boolean nothingReplaced(Update update) {
        return update.way() == Update.Way.SIDE_BY_SIDE && !update.from().equals(update.to())
                && updates.stream().filter(before -> before.manager().equals(update.manager())).reduce((first, second) -> second)
                        .filter(latest -> latest.to().equals(update.to())).isPresent();
    }

    /** The latest replacement of that manager by that version; others may have come after it. */
    public synchronized Optional<Update> last(String manager, String to) {
        return updates.stream().filter(update -> update.manager().equals(manager) && update.to().equals(to))
                .reduce((first, second) -> second);
    }

    /** Goes on with the history of the former kernel. */
    public synchronized void takeUp(List<Update> before) {
        updates.addAll(before);
    }

    /** Where to ask for code that lingers. */
    public void former(Supplier<List<LingeringCode>> code) {
        former = code;
    }

    synchronized void missing(String manager) {
        missing.add(manager);
    }

    synchronized void present(String manager) {
        missing.remove(manager);
    }

    @Override
    public synchronized List<Update> updates() {
        return List.copyOf(updates);
    }

    @Override
    public synchronized List<String> missing() {
        return List.copyOf(missing);
    }

    @Override
    public List<LingeringCode> lingering() {
        return former.get();
    }
}
