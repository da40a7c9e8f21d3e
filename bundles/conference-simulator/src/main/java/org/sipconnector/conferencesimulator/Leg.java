/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.simulator.ParticipantConnections;
import org.sipconnector.simulator.ParticipantIdentity;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.simulator.ServerCommand;

/** One call of one client and what is known about it. On the simulator's executor only. */
final class Leg {

    /** Names of the lines of a participant's connection. */
    static final String AUDIO = "main-audio";
    static final String VIDEO = "main-video";
    static final String DUAL = "dual";

    /** How far offer and answer are. */
    enum Exchange {
        NONE,
        /** An offer of either side is not answered yet. */
        UNDER_WAY,
        /** A re-INVITE without an offer waits for ours. */
        OFFER_WANTED,
        /** Our answer to a re-INVITE without an offer brought ours, whose answer its ACK is to bring. */
        OFFERED;

        /** Whether the ACK of a re-INVITE, or its absence, is to end it. */
        boolean endsWithAck() {
            return this == OFFER_WANTED || this == OFFERED;
        }
    }

    final String id;
    final String user;
    final String displayName;
    final UserAgentId client;
    final DialogId dialog;
    final PeerId peer;

    String room;
    ParticipantRole role = ParticipantRole.PARTICIPANT;
    Optional<String> audioId = Optional.empty();
    final MediaConnection media = new MediaConnection();
    final PresentationLine presentation = new PresentationLine();

    Optional<SpectatorLeg> spectator = Optional.empty();
    Optional<String> quality = Optional.empty();
    boolean confirmed;

    boolean ended;
    boolean lateOffer;
    /** Told its room before its call was answered. */
    boolean welcomed;

    Exchange exchange = Exchange.NONE;
    final ClientReports reports = new ClientReports();

    /** What it was told while it could not be reached. */
    final List<ServerCommand> unheard = new ArrayList<>();

    Leg(String id, PeerId peer, String user, String displayName, UserAgentId client, DialogId dialog, String room) {
        this.id = id;
        this.user = user;
        this.displayName = displayName;
        this.client = client;
        this.dialog = dialog;
        this.room = room;
        this.peer = peer;
    }

    /** Whether others see and hear it. */
    boolean active() {
        return confirmed && !ended && role == ParticipantRole.PARTICIPANT && media.sources().isPresent();
    }

    /** The name it is called by in a room. */
    String name() {
        return displayName.isEmpty() ? user : displayName;
    }

    ParticipantSnapshot snapshot() {
        return new ParticipantSnapshot(new ParticipantIdentity(id, user, displayName), room, confirmed, role, presentation.presenting(),
                reports.shown(),
                new ParticipantConnections(media.state(), spectator.map(SpectatorLeg::state), quality));
    }

    @Override
    public String toString() {
        return Printable.line(user) + " (" + id + ")";
    }
}
