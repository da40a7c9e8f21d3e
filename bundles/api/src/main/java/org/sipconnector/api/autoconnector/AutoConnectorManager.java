/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;

/**
 * Keeps the connector connected: tries again after failures, watches the connection by pings, registration failures and
 * what the host's network does, and connects anew when it is dead. Whoever connects by hand meanwhile is served, with the
 * parameters it gives: only a start, a restart or a stop that is asked for later gives such a connect up, never what this does by
 * itself, which then watches over the connection, or goes on with its own parameters when there is none. A connect by hand that takes
 * the place of an attempt under way ends the cycle as cancelled. May be called from any thread; stages complete on a thread for
 * clients.
 */
@ProviderType
public interface AutoConnectorManager extends HasSnapshot<AutoConnectorSnapshot> {

    @Override
    AutoConnectorSnapshot snapshot();

    /** Starts with the parameters the connector was configured with. */
    CompletionStage<AutoConnectResult> start();

    /**
     * Starts unless it runs already; one that has given up or is being stopped starts anew, with these parameters. Never
     * fails, always settles: at the first success, or when it gives up or is stopped.
     */
    CompletionStage<AutoConnectResult> start(AutoConnectorParameters parameters);

    /** Connects anew with the parameters it was last started with, also after a stop; done when that has begun. */
    CompletionStage<Void> restart();

    /** Disconnects and rests. Done when it is at rest, or when a start or restart has overtaken it. Never fails. */
    CompletionStage<Void> stop();

    /**
     * The same, for who has started it and not because somebody has just asked for that.
     *
     * @param yielding whether a connect that somebody has asked for, and that is under way, is left alone, and a connection for another
     *                 account than its own
     */
    CompletionStage<Void> stop(boolean yielding);

    /** Gives up waiting for the next attempt: ends the cycle as cancelled. No effect at any other time. */
    CompletionStage<Void> cancelPendingRetry();

    /** Uses other options from now on. */
    CompletionStage<Void> configure(AutoConnectorOptions options);

    /** Whether it connects, watches, or waits for the host to be online again. */
    default boolean isActive() {
        AutoConnectorSnapshot now = snapshot();
        return now.state() != AutoConnectorState.IDLE || now.waitsForNetwork();
    }
}
