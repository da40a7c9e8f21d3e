/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connectionqueue;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionParameters;

/**
 * Connects one at a time: of several wishes only the latest counts. A wish that was overtaken, or stopped, fails with
 * {@link SupersededException}, whatever became of it; one that had not begun never begins. What is {@linkplain
 * ConnectOptions#yielding yielding} never takes the place of what somebody has asked for. May be called from any thread;
 * stages complete on a thread for clients.
 */
@ProviderType
public interface ConnectionQueueManager extends HasSnapshot<ConnectionQueueSnapshot> {

    @Override
    ConnectionQueueSnapshot snapshot();

    /** Connects with the parameters the connector was configured with. */
    CompletionStage<ConnectionConfiguration> connect();

    /** Connects when the wish before has settled; fails as {@code ConnectionManager.connect} does. */
    CompletionStage<ConnectionConfiguration> connect(ConnectionParameters parameters, ConnectOptions options);

    /** Connects when the wish before has settled; fails as {@code ConnectionManager.connect} does. */
    CompletionStage<ConnectionConfiguration> connect(Supplier<CompletionStage<ConnectionParameters>> parameters,
            ConnectOptions options);

    /** {@link #stop()}, and disconnects at once, also while a connect runs. */
    CompletionStage<Void> disconnect();

    /**
     * The same, for who disconnects though nobody has just asked for it.
     *
     * @param yielding whether nothing is forgotten or ended while a connect is under way that is not {@linkplain
     *                 ConnectOptions#yielding yielding} itself; then it fails with {@link ConnectPendingException}
     */
    CompletionStage<Void> disconnect(boolean yielding);

    /** Forgets all wishes. A connect that runs goes on, but nobody is told what becomes of it. */
    CompletionStage<Void> stop();
}
