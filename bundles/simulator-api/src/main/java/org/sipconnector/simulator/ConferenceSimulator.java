/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.spi.media.MediaFlow;

/**
 * A small conference server on this machine, for demos and tests. The service exists while it listens. All operations
 * may be called from any thread and return at once; stages fail with {@link SimulatorException}. A participant is named
 * by its id or, when that is unambiguous, by its user.
 */
@ProviderType
public interface ConferenceSimulator {

    /** Where to reach it. */
    SimulatorAddresses addresses();

    /** What it holds now. */
    SimulatorSnapshot snapshot();

    /** The first snapshot, from now on, that is as wanted; the test runs on the simulator's thread. */
    CompletionStage<SimulatorSnapshot> when(Predicate<SimulatorSnapshot> wanted);

    /** What passed through a participant's connection so far; empty without media. */
    Optional<MediaFlow> flow(String participant);

    /** What passed through a spectator's receiving connection so far; empty when there is none. */
    Optional<MediaFlow> spectatorFlow(String participant);

    /** What a participant's camera has brought so far, from the media engine's statistics. */
    CompletionStage<Reception> reception(String participant);

    /** Sends a command; the stage completes when the client has answered 2xx. */
    CompletionStage<Void> tell(String participant, ServerCommand command);

    /**
     * Moves a participant to another room and tells it so: enter-room, then a token; into {@value RoomSnapshot#PURGATORY}
     * without a token. Admission from there is such a move.
     */
    CompletionStage<Void> move(String participant, String room);

    /** As {@link #move}, with the token inside enter-room instead of a notification. */
    CompletionStage<Void> moveWithBearer(String participant, String room);

    /** Makes whoever presents in the room stop. */
    CompletionStage<Void> stopPresentation(String room);

    /** Ends or breaks a participant's call. */
    CompletionStage<Void> drop(String participant, Drop how);

    /** Calls a registered user into a room; the stage completes with the participant's id when the call is answered. */
    CompletionStage<String> invite(String user, String room);

    /**
     * Misbehaves from now on.
     *
     * @param times how often, then it is honest again; {@link Integer#MAX_VALUE} for ever
     */
    void fail(Fault fault, int times);

    /** Is honest again. */
    void heal();
}
