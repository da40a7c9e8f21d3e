/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.foundation;

import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;

/**
 * An owner of what cannot be paused: sockets, dialogs, peer connections. It takes commands by id, returns at once, and
 * publishes what happened to the owner's sink. While an owner has no sink, its events wait.
 *
 * <p>A foundation is registered as a service under this interface and its own. The kernel puts a stable stand-in beside
 * it, with the property of {@link #STABLE}: managers refer to that one, so that their commands are in the journal, can be
 * rehearsed without effect, and wait while the foundation itself is being replaced.
 */
@ProviderType
public interface Foundation {

    /** Service property of the stand-in. */
    String STABLE_PROPERTY = "org.sipconnector.stable";

    /** Target filter of a manager's reference to a foundation. */
    String STABLE = "(" + STABLE_PROPERTY + "=true)";

    /** Sends the owner's events, those that waited first, to this sink, in place of any former one. */
    void attach(ConnectorId owner, EventSink sink);

    /** Keeps the owner's resources but holds its events back until a sink is attached again. */
    void detach(ConnectorId owner);

    /** Frees everything the owner still has, politely where the protocol allows, and forgets it. */
    void release(ConnectorId owner);
}
