/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Clock;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.conferencesimulator.media.Feeds;
import org.sipconnector.conferencesimulator.media.ParticipantMedia;
import org.sipconnector.spi.sip.SipUserAgents;

/**
 * The parts of the conference server, wired.
 *
 * @param desk        where everything happens
 * @param foundations what it stands on
 * @param rooms       who is where
 * @param clients     who is registered
 * @param faults      what is to go wrong
 * @param signaling   what is said in SIP
 * @param media       what is heard and seen
 */
record SimulatorComponents(SimulatorExecutor desk, SimulatorFoundations foundations, Rooms rooms, Clients clients, Faults faults, Signaling signaling,
        Media media) {

    /** The name the feeds are registered under as sinks. */
    static final String SINK = "simulator";

    /** What is said in SIP: to whom, in which call, and by whom. */
    record Signaling(Signalling dialogs, RoomAdmission admission, InviteAnswering calls, Invitations invitations, ClientRequests requests,
            DirectCalls directCalls) {}

    /** What is heard and seen. */
    record Media(Peers peers, Feeds feeds, MediaRouting routing, Presentations presentations, Spectators spectators,
            Restorations restorations) {}

    static SimulatorComponents wire(SimulatorSettings settings, SimulatorFoundations foundations, SimulatorExecutor desk, ConnectorId owner,
            Clock clock) {
        SipUserAgents sip = foundations.sip();
        Signalling signalling = new Signalling(sip);
        Peers peers = new Peers(foundations.media(), owner, Long.toString(clock.millis(), Character.MAX_RADIX));
        Rooms rooms = new Rooms();
        Clients clients = new Clients(settings.domain());
        Faults faults = new Faults();
        Feeds feeds = new Feeds();
        ConferenceTokens tokens = new ConferenceTokens(clock);
        ParticipantMediaRegistry outlets = name -> new ParticipantMedia(foundations.registry(), name, settings.pictures().frameRate());
        MediaRouting stage = new MediaRouting(rooms, feeds, settings.pictures().lone());
        Reinvitations reinvitations = new Reinvitations(peers, signalling, sip);
        Presentations presentations =
                new Presentations(desk, rooms, signalling, reinvitations, peers, stage, settings.pictures().contentCodec());
        RoomAdmission usher = new RoomAdmission(desk, rooms, clients, signalling, tokens, faults, presentations, stage);
        InviteAnswering calls = new InviteAnswering(desk, sip, peers, faults, usher, outlets, settings.host());
        Signaling signaling = new Signaling(signalling, usher, calls, new Invitations(sip, peers, calls, clients),
                new ClientRequests(foundations.servers(), faults, presentations, stage, foundations.media()),
                new DirectCalls(sip, foundations.servers(), signalling, clients));
        Media media = new Media(peers, feeds, stage, presentations,
                new Spectators(rooms, peers, tokens, faults, stage, outlets, settings.pictures().contentCodec()),
                new Restorations(desk, rooms, peers, reinvitations));
        return new SimulatorComponents(desk, foundations, rooms, clients, faults, signaling, media);
    }
}
