/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.api.journal.Journals;
import org.sipconnector.kernel.internal.export.JournalEntries;
import org.sipconnector.kernel.internal.export.JournalExport;
import org.sipconnector.kernel.internal.journal.Journal;

/** The journals of a kernel's connectors. */
public record ConnectorJournals(Kernel kernel) implements Journals {

    @Override
    public List<String> tail(ConnectorId connector, int count) {
        return kernel.opened(connector).map(found -> found.lane().journal().tail(count).stream().map(Journal.Entry::toString).toList())
                .orElse(List.of());
    }

    @Override
    public List<JournalEntry> entries(ConnectorId connector, int count) {
        return kernel.opened(connector).map(found -> JournalEntries.of(found.lane().journal().tail(Integer.MAX_VALUE), count)).orElse(List.of());
    }

    @Override
    public void export(ConnectorId connector, OutputStream to) throws IOException {
        OpenConnector found = kernel.opened(connector).orElseThrow(() -> new IllegalArgumentException("there is no connector " + connector));
        CompletableFuture<JournalExport> copy = new CompletableFuture<>();
        found.lane().onLane(() -> copy.complete(JournalExport.of(found.lane())));
        copy.join().write(to);
    }
}
