/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Clock;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.sip.SipServers;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.conferencesimulator.media.Feeds;
import org.sipconnector.conferencesimulator.media.MediaRegistry;
import org.sipconnector.conferencesimulator.media.ParticipantMedia;

/** The parts of the conference server, wired. */
record SimulatorComponents(SimulatorExecutor desk, SipUserAgents sip, SipServers servers, Signalling signalling, Peers peers, Rooms rooms,
        Clients clients,
        Faults faults, Feeds feeds, MediaRouting stage, Presentations presentations, RoomAdmission usher, Calls calls,
        Invitations invitations, ClientRequests clientRequests, DirectCalls directCalls, Spectators spectators,
        Restorations restorations, String sink) {

    /** The name the feeds are registered under as sinks. */
    static final String SINK = "simulator";

    /** The foundations, as the simulator uses them. */
    record Foundations(SipUserAgents sip, SipServers servers, MediaEngine media, MediaRegistry registry) {}

    static SimulatorComponents wire(SimulatorSettings settings, Foundations foundations, SimulatorExecutor desk, ConnectorId owner,
            Clock clock) {
        SipUserAgents sip = foundations.sip();
        Signalling signalling = new Signalling(sip);
        Peers peers = new Peers(foundations.media(), owner, Long.toString(clock.millis(), Character.MAX_RADIX));
        Rooms rooms = new Rooms();
        Clients clients = new Clients(settings.domain());
        Faults faults = new Faults();
        Feeds feeds = new Feeds();
        Tokens tokens = new Tokens(clock);
        ParticipantMediaRegistry outlets = name -> new ParticipantMedia(foundations.registry(), name, settings.frameRate());
        MediaRouting stage = new MediaRouting(rooms, feeds, settings.lone());
        Reinvitations reinvitations = new Reinvitations(peers, signalling, sip);
        Presentations presentations =
                new Presentations(desk, rooms, signalling, reinvitations, peers, stage, settings.contentCodec());
        RoomAdmission usher = new RoomAdmission(desk, rooms, clients, signalling, tokens, faults, presentations, stage);
        Calls calls = new Calls(desk, sip, peers, faults, usher, outlets, settings.host());
        return new SimulatorComponents(desk, sip, foundations.servers(), signalling, peers, rooms, clients, faults, feeds, stage,
                presentations, usher, calls, new Invitations(sip, peers, calls, clients),
                new ClientRequests(foundations.servers(), faults, presentations, stage, foundations.media()),
                new DirectCalls(sip, foundations.servers(), signalling, clients),
                new Spectators(rooms, peers, tokens, faults, stage, outlets, settings.contentCodec()),
                new Restorations(desk, rooms, peers, reinvitations), "service:" + SINK);
    }
}
