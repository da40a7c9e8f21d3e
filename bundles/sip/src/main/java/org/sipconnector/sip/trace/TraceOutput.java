/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import java.io.IOException;

/** One place a trace is written to. Called by one thread at a time. */
public interface TraceOutput extends AutoCloseable {

    void write(TracedMessage message) throws IOException;

    @Override
    default void close() {}
}
