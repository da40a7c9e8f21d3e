/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.simulation;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rooms of a conference server on this machine. The service exists while it listens. May be called from any thread; stages fail
 * with a {@link org.sipconnector.api.SipConnectorException} that says why.
 */
@ProviderType
public interface SimulatedRooms {

    /** Rooms somebody is in, sorted by name, the waiting room among them. */
    List<SimulatedRoom> rooms();

    /** Moves a participant to a room, which may be new; from the waiting room it is let in so. */
    CompletionStage<Void> move(String participant, String room);

    /** Has a participant send no sound, by order of the server, or lets it send again; done when the client has answered. */
    CompletionStage<Void> mute(String participant, boolean muted);

    /** Hangs up on everybody in a room; done at once where nobody is. */
    CompletionStage<Void> end(String room);
}
