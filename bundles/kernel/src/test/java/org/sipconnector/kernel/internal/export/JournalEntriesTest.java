/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.kernel.internal.journal.Heard;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.reply.Replied;

class JournalEntriesTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void onlyEntriesThatAreShownAreCounted() {
        List<Journal.Entry> entries = List.of(entry(1, new Replied("a", "1")), entry(2, new Replied("b", "2")), entry(3, new Heard(1)),
                entry(4, new Replied("c", "3")), entry(5, new Heard(2)), entry(6, new Heard(4)));

        assertThat(JournalEntries.of(entries, 2)).extracting(JournalEntry::number).containsExactly(2L, 4L);
        assertThat(JournalEntries.of(entries, 10)).extracting(JournalEntry::number).containsExactly(1L, 2L, 4L);
    }

    private static Journal.Entry entry(long number, Object what) {
        return new Journal.Entry(number, NOON, "org.example.Manager", what);
    }
}
