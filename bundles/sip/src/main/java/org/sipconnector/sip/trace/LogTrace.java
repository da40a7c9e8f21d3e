/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sipconnector.api.masking.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages to the log. */
public final class LogTrace implements TraceOutput {

    private static final Logger LOG = LoggerFactory.getLogger("org.sipconnector.sip.trace");

    private static final Pattern LINE_END = Pattern.compile("\r?\n");

    private final String owner;

    public LogTrace(String owner) {
        this.owner = owner;
    }

    @Override
    public void write(TracedMessage message) {
        LOG.info("{} {} {} {}\n{}", owner, message.transport(), message.sent() ? "to" : "from", message.remote(), lines(message.bytes()));
    }

    /** Line by line, so that nothing in a message steers the terminal that shows the log. */
    private static String lines(byte[] message) {
        return LINE_END.splitAsStream(new String(message, StandardCharsets.UTF_8)).map(Printable::line).collect(Collectors.joining("\n"));
    }
}
