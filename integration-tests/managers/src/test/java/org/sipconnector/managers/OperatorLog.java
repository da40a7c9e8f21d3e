/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What this thread logs for an operator to read: lines of INFO and above, until it is closed. */
final class OperatorLog extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("org.sipconnector");
    private final Level before = logger.getLevel();
    private final long thread = Thread.currentThread().getId();
    private final List<String> lines = new ArrayList<>();

    OperatorLog() {
        logger.setLevel(Level.INFO);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    /** Lines with their level where it is above INFO; stack traces show as the name of what was thrown. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
        if (Thread.currentThread().getId() == thread && line.getLevel().intValue() >= Level.INFO.intValue()) {
            String level = line.getLevel() == Level.INFO ? "" : line.getLevel() + " ";
            lines.add(level + line.getMessage() + (line.getThrown() == null ? "" : " " + line.getThrown()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        logger.setLevel(before);
    }
}
