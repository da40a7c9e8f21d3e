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
 * @param executor        where everything happens
 * @param foundations what it stands on
 * @param rooms       who is where
 * @param clients     who is registered
 * @param faults      what is to go wrong
 * @param signaling   what is said in SIP
 * @param media       what is heard and seen
 */
record SimulatorComponents(SimulatorExecutor executor, SimulatorFoundations foundations, Rooms rooms, Clients clients, Faults faults,
        Signaling signaling,
        Media media) {

    /** The name the feeds are registered under as sinks. */
    static final String SINK = "simulator";

    /** What is said in SIP: to whom, in which call, and by whom. */
    record Signaling(Signalling dialogs, RoomAdmission admission, InviteAnswering calls, Invitations invitations, ClientRequests requests,
            DirectCalls directCalls) {}

    /** What is heard and seen. */
    record Media(Peers peers, Feeds feeds, MediaRouting routing, Presentations presentations, Spectators spectators,
            Restorations restorations) {}

    static SimulatorComponents wire(SimulatorSettings settings, SimulatorFoundations foundations, SimulatorExecutor executor, ConnectorId owner,
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
        MediaRouting routing = new MediaRouting(rooms, feeds, settings.pictures().lone());
        Reinvitations reinvitations = new Reinvitations(peers, signalling, sip);
        Presentations presentations =
                new Presentations(executor, rooms, signalling, reinvitations, peers, routing, settings.pictures().contentCodec());
        RoomAdmission admission = new RoomAdmission(executor, rooms, clients, signalling, tokens, faults, presentations, routing);
        InviteAnswering calls = new InviteAnswering(executor, sip, peers, faults, admission, outlets, settings.host());
        Signaling signaling = new Signaling(signalling, admission, calls, new Invitations(sip, peers, calls, clients),
                new ClientRequests(foundations.servers(), faults, presentations, routing, foundations.media()),
                new DirectCalls(sip, foundations.servers(), signalling, clients));
        Media media = new Media(peers, feeds, routing, presentations,
                new Spectators(rooms, peers, tokens, faults, routing, outlets, settings.pictures().contentCodec()),
                new Restorations(executor, rooms, peers, reinvitations));
        return new SimulatorComponents(executor, foundations, rooms, clients, faults, signaling, media);
    }
}
