/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import gov.nist.core.StackLogger;
import java.util.Properties;

/** Keeps jain-sip from looking for log4j and from building texts nobody reads. */
public final class RawLog implements StackLogger {
    @Override
    public void logStackTrace() {}
    @Override
    public void logStackTrace(int level) {}
    @Override
    public int getLineCount() {
        return 0;
    }
    @Override
    public void logException(Throwable problem) {}
    @Override
    public void logDebug(String message) {}
    @Override
    public void logDebug(String message, Exception problem) {}
    @Override
    public void logTrace(String message) {}
    @Override
    public void logFatalError(String message) {}
    @Override
    public void logError(String message) {}
    @Override
    public void logError(String message, Exception problem) {}
    @Override
    public void logWarning(String message) {}
    @Override
    public void logInfo(String message) {}
    @Override
    public boolean isLoggingEnabled() {
        return false;
    }
    @Override
    public boolean isLoggingEnabled(int level) {
        return false;
    }
    @Override
    public void disableLogging() {}
    @Override
    public void enableLogging() {}
    @Override
    public void setBuildTimeStamp(String time) {}
    @Override
    public void setStackProperties(Properties properties) {}
    @Override
    public String getLoggerName() {
        return "jain-sip";
    }
}
