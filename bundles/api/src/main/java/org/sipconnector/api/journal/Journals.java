/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;

/** The journals of all lanes. Credentials are masked in whatever comes out of here. An OSGi service. */
@ProviderType
public interface Journals {

    /** The last entries of a connector's journal, oldest first, a line each; empty for an unknown connector. */
    List<String> tail(ConnectorId connector, int count);

    /** The same as data; empty for an unknown connector. */
    List<JournalEntry> entries(ConnectorId connector, int count);

    /**
     * Writes a connector's journal with the managers' states at its beginning as JSON, UTF-8. The testkit replays it
     * against a version of a manager.
     *
     * @throws IOException              when it cannot be written
     * @throws IllegalArgumentException for an unknown connector
     */
    void export(ConnectorId connector, OutputStream to) throws IOException;
}
