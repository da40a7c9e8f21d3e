/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.sip.agent.Account;
import org.sipconnector.sip.agent.Agent;

/** Waits for user agents that end: their BYE and their last REGISTER, challenged or not, are to be answered. */
final class StoppedAgents {

    private StoppedAgents() {}

    /** Done when the last of those that were stopped before is gone; each takes no longer than its own limit. */
    static CompletableFuture<Void> gone(Collection<Agent> agents) {
        return CompletableFuture.allOf(agents.stream().filter(Account.class::isInstance).map(Account.class::cast)
                .map(StoppedAgents::gone).toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Void> gone(Account account) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        account.endpoint().execute(() -> account.whenStopped(() -> over.complete(null)));
        return over;
    }
}
