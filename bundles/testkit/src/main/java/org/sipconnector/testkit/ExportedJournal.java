/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.export.JournalExport;

/** A journal written by {@code sip:journal --export}, to be replayed against versions of managers. */
public final class ExportedJournal {

    private final JournalExport export;

    private ExportedJournal(JournalExport export) {
        this.export = export;
    }

    /**
     * @param more operations and events beside the product's that it may name, with what is nested in them
     * @throws IOException when it is no journal, or names a type that is not one of a journal's
     */
    public static ExportedJournal read(InputStream from, Class<?>... more) throws IOException {
        return new ExportedJournal(JournalExport.read(from, more));
    }

    /** What this version would first have done otherwise; empty when it would have done the same. */
    public Optional<String> firstDifference(ManagerFactory version) {
        return export.replay(version).firstDifference();
    }
}
