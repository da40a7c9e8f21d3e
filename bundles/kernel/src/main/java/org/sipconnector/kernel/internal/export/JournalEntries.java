/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.sipconnector.api.Event;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.api.journal.JournalEntry.Kind;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.kernel.internal.foundation.Called;
import org.sipconnector.kernel.internal.journal.Heard;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.journal.ManagerName;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.reply.Replied;

/** A journal's entries as others may read them; a manager's note of what it heard is left out. */
public final class JournalEntries {

    /** How what an entry is of is told; what is published is of any other type. */
    private static final Map<Class<?>, BiFunction<Journal.Entry, Object, JournalEntry>> ENTRIES = Map.ofEntries(
            of(Message.Posted.class, (entry, posted) -> entry(entry, Kind.EVENT, entry.manager(), posted.event().name())),
            of(Message.Request.class, (entry, request) -> entry(entry, Kind.REQUEST, request.manager(), request.method().getName())),
            of(Message.Timer.class, (entry, timer) -> entry(entry, Kind.TIMER, timer.manager(), timer.name())),
            of(Message.Answer.class, (entry, answer) -> entry(entry, Kind.OUTCOME, answer.manager(),
                    answer.step().name() + (answer.error() == null ? "" : " failed"))),
            of(Called.class, (entry, called) -> entry(entry, called.command() ? Kind.COMMAND : Kind.CALL, entry.manager(), text(called.method()))),
            of(Replied.class, (entry, replied) -> entry(entry, Kind.REPLY, entry.manager(), replied.reply())));

    private JournalEntries() {}

    /** All that a lane's journal still has, the oldest first. */
    public static List<JournalEntry> of(LaneCore lane) {
        return of(lane.journal().tail(Integer.MAX_VALUE));
    }

    static List<JournalEntry> of(List<Journal.Entry> entries) {
        return of(entries, Integer.MAX_VALUE);
    }

    /** The last of them, so many as are asked for. */
    public static List<JournalEntry> of(List<Journal.Entry> entries, int count) {
        List<Journal.Entry> told = entries.stream().filter(entry -> !(entry.what() instanceof Heard)).toList();
        return told.subList(Math.max(0, told.size() - count), told.size()).stream().map(JournalEntries::of).toList();
    }

    private static JournalEntry of(Journal.Entry entry) {
        return ENTRIES.getOrDefault(entry.what().getClass(), JournalEntries::published).apply(entry, entry.what());
    }

    private static <T> Map.Entry<Class<?>, BiFunction<Journal.Entry, Object, JournalEntry>> of(Class<T> type,
            BiFunction<Journal.Entry, T, JournalEntry> told) {
        return Map.entry(type, (entry, what) -> told.apply(entry, type.cast(what)));
    }

    private static JournalEntry published(Journal.Entry entry, Object what) {
        return entry(entry, Kind.PUBLISHED, entry.manager(), what instanceof Event event ? event.name() : what.getClass().getSimpleName());
    }

    private static JournalEntry entry(Journal.Entry entry, Kind kind, String manager, String name) {
        return new JournalEntry(entry.number(), entry.at(), kind,
                Optional.ofNullable(manager).map(ManagerName::simple), name, details(entry.what()));
    }

    private static String details(Object what) {
        return Masking.text(what instanceof Message message ? message.text() : what.toString());
    }

    private static String text(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
