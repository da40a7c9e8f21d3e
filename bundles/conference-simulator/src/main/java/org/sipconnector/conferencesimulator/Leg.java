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
import org.sipconnector.conferencesimulator.media.ParticipantMedia;
import org.sipconnector.simulator.ParticipantConnections;
import org.sipconnector.simulator.ParticipantIdentity;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.spi.media.PeerState;

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
    /** Present while it has a media connection. */
    Optional<ParticipantMedia> outlet = Optional.empty();
    Optional<PeerState> media = Optional.empty();
    Optional<SpectatorLeg> spectator = Optional.empty();
    Optional<String> quality = Optional.empty();
    boolean confirmed;
    /** Present once it was answered without media. */
    Optional<PlainAnswer> plain = Optional.empty();
    /** Its connection was dropped and is gone; an offer gets it another one. */
    boolean closed;
    boolean ended;
    boolean lateOffer;
    /** Told its room before its call was answered. */
    boolean welcomed;
    boolean presenting;
    /** Its connection has a presentation line. */
    boolean dualAdded;
    /** The client knows of that line. */
    boolean dual;
    /** The line its own presentation comes on. */
    String contentLine = DUAL;
    /** Its connection was lost with the media engine, and the one made again is not connected yet. */
    boolean restoring;
    /** How often its media was connected. */
    int connects;
    /** How often it was lost. */
    int losses;
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
        return confirmed && !ended && role == ParticipantRole.PARTICIPANT && outlet.isPresent();
    }

    /** The name it is called by in a room. */
    String name() {
        return displayName.isEmpty() ? user : displayName;
    }

    ParticipantSnapshot snapshot() {
        return new ParticipantSnapshot(new ParticipantIdentity(id, user, displayName), room, confirmed, role, presenting, reports.shown(),
                new ParticipantConnections(media, spectator.map(SpectatorLeg::state), quality));
    }

    @Override
    public String toString() {
        return Printable.line(user) + " (" + id + ")";
    }
}
