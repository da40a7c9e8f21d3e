/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;

/** Keeps jain-sip from writing down its messages. */
public final class RawServerLog implements ServerLogger {
    @Override
    public void closeLogFile() {}
    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {}
    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {}
    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {}
    @Override
    public void logException(Exception problem) {}
    @Override
    public void setStackProperties(Properties properties) {}
    @Override
    public void setSipStack(SipStack stack) {}
}
