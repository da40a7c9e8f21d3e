/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.rules.ExternalResource;

/** Karaf in a process of its own, with a connector {@code kept}, and whom the connector has to do with; all ends with the test. */
abstract class KarafWithConnector extends ExternalResource {

    static final Duration START_LIMIT = Duration.ofMinutes(5);

    private final String name;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private KarafProcess karaf;

    /** @param name of the folder that Karaf is unpacked in */
    KarafWithConnector(String name) {
        this.name = name;
    }

    /** Begins the other side. What is the connector's configuration then? */
    abstract List<String> begin() throws Exception;

    final KarafProcess karaf() {
        return karaf;
    }

    /** Is closed after Karaf has ended. */
    final <T extends AutoCloseable> T ends(T other) {
        open.push(other);
        return other;
    }

    @Override
    protected final void before() throws Throwable {
        try {
            karaf = new KarafProcess(name);
            karaf.write("org.sipconnector.connector~kept.cfg", begin().toArray(String[]::new));
        } catch (Throwable e) {
            after();
            throw e;
        }
    }

    @Override
    protected final void after() {
        try {
            if (karaf != null) {
                karaf.stopIfItRuns();
            }
            while (!open.isEmpty()) {
                open.pop().close();
            }
        } catch (Exception e) {
            throw new AssertionError("Karaf or the other side does not end", e);
        }
    }
}
