/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages to the log. */
public final class LogTrace implements TraceOutput {

    private static final Logger LOG = LoggerFactory.getLogger("org.sipconnector.sip.trace");

    private final String owner;

    public LogTrace(String owner) {
        this.owner = owner;
    }

    @Override
    public void write(TracedMessage message) {
        LOG.info("{} {} {} {}\n{}", owner, message.transport(), message.sent() ? "to" : "from", message.remote(),
                new String(message.bytes(), StandardCharsets.UTF_8));
    }
}
