/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.IOException;
import org.sipconnector.api.Transport;

/** A SIP user agent that is measured: always a process of its own, whose CPU time the system counts. */
interface Candidate extends AutoCloseable {

    String name();

    boolean speaks(Transport transport);

    /** Has so many accounts registered, each on a connection of its own where it can. */
    void open(Transport transport, String domain, int accounts) throws IOException, InterruptedException;

    /** Registers again, one account after the other, some at a time. */
    Round register(Transport transport, String domain, int times) throws IOException, InterruptedException;

    /** Calls, is answered, hangs up. */
    Round call(Transport transport, int times) throws IOException, InterruptedException;

    @Override
    void close();
}
