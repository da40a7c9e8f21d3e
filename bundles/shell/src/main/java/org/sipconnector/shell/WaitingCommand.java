/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.explanation.Absence;
import org.sipconnector.spi.explanation.NeededManagers;
import org.sipconnector.spi.sip.SipUserAgents;

/** A command that waits for what becomes of an operation, and never longer than its limit. */
abstract class WaitingCommand extends ConnectorCommand {

    @Reference(optional = true)
    SipUserAgents sip;

    @Reference(optional = true)
    UpdateHistory history;

    @Option(name = "--timeout", description = "Seconds to wait for the outcome, 1 to 3600")
    int seconds;

    WaitingCommand(int seconds) {
        this.seconds = seconds;
    }

    @Override
    void check() {
        limit();
    }

    /** @param what what the operation is meant to do, such as {@code call 600} */
    final <T> T outcome(CompletionStage<T> operation, String what) throws InterruptedException {
        return OperationWait.outcome(operation, limit(), what, "see sip:status " + id + ending(), this::held);
    }

    private Optional<String> held() {
        List<String> parked = history == null ? List.of() : NeededManagers.absent(null, history.missing());
        return parked.isEmpty() ? Absence.ofSip(sip) : Optional.of(String.join("; ", parked));
    }

    /** The command that ends what goes on, such as {@code ; sip:hangup office ends it}; empty without one. */
    String ending() {
        return "";
    }

    final Duration limit() {
        return TimeoutOption.of(seconds);
    }
}
