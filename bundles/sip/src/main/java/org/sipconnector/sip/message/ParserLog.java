/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.sipconnector.api.masking.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets jain-sip speak through SLF4J, at DEBUG only. It must be in place before the first jain-sip class is used, else
 * that library looks for log4j.
 */
final class ParserLog implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger("org.sipconnector.sip.parser");

    private ParserLog() {}

    static void install() {
        CommonLogger.useLegacyLogger = true;
        CommonLogger.legacyLogger = new ParserLog();
    }

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int traceLevel) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable ex) {
        LOG.debug("parser: {}", Printable.line(ex.toString()));
    }

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception ex) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logFatalError(String message) {
        LOG.debug("parser: {}", Printable.line(message));
    }

    @Override
    public void logError(String message) {
        LOG.debug("parser: {}", Printable.line(message));
    }

    @Override
    public void logError(String message, Exception ex) {
        LOG.debug("parser: {}: {}", Printable.line(message), Printable.line(ex.toString()));
    }

    @Override
    public void logWarning(String message) {
        LOG.debug("parser: {}", Printable.line(message));
    }

    @Override
    public void logInfo(String message) {}

    @Override
    public boolean isLoggingEnabled() {
        return false;
    }

    @Override
    public boolean isLoggingEnabled(int logLevel) {
        return false;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {}

    @Override
    public void setStackProperties(Properties stackProperties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
