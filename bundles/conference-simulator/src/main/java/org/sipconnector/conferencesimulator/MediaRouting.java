/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.conferencesimulator.media.Feeds;
import org.sipconnector.conferencesimulator.media.LatestPicture;
import org.sipconnector.conferencesimulator.media.LatestSound;
import org.sipconnector.conferencesimulator.media.ParticipantMedia;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.simulator.RoomSnapshot;

/**
 * Decides who sees and hears whom: everybody hears all others and sees the next one with a camera, round the room, so
 * that everybody is also seen. On the simulator's executor only.
 */
final class MediaRouting {

    private final Rooms rooms;
    private final Feeds feeds;
    private final SimulatorSettings.Lone lone;

    MediaRouting(Rooms rooms, Feeds feeds, SimulatorSettings.Lone lone) {
        this.rooms = rooms;
        this.feeds = feeds;
        this.lone = lone;
    }

    /** Brings what is sent to everybody in a room up to date. */
    void arrange(String room) {
        List<Leg> all = rooms.in(room);
        if (room.equals(RoomSnapshot.PURGATORY)) {
            all.forEach(leg -> leg.media.sources().ifPresent(MediaRouting::letWait));
            return;
        }
        List<Leg> active = all.stream().filter(Leg::active).toList();
        Optional<Leg> presenter = rooms.presenter(room);
        for (Leg leg : all) {
            List<Leg> others = others(active, leg);
            Optional<LatestPicture> content = presenter.filter(one -> one != leg).map(this::content);
            leg.media.sources().ifPresent(outlet -> send(outlet, leg, others, content));
            leg.spectator.ifPresent(spectator -> send(spectator.outlet, leg, others, content));
        }
    }

    private void send(ParticipantMedia outlet, Leg leg, List<Leg> others, Optional<LatestPicture> content) {
        if (!others.isEmpty()) {
            outlet.mix().hear(others.stream().map(this::audio).toList());
            others.stream().filter(MediaRouting::camera).findFirst().map(this::video)
                    .ifPresentOrElse(outlet.main()::show, outlet.main()::showTestPicture);
        } else if (lone == SimulatorSettings.Lone.ECHO && leg.active()) {
            outlet.mix().hear(List.of(audio(leg)));
            outlet.main().show(video(leg));
        } else {
            outlet.mix().hearTone();
            outlet.main().showTestPicture();
        }
        content.ifPresentOrElse(outlet.content()::showOnly, outlet.content()::showNothing);
    }

    private static void letWait(ParticipantMedia outlet) {
        outlet.mix().hear(List.of());
        outlet.main().showTestPicture();
        outlet.content().showNothing();
    }

    /** All others, beginning with the one who came after this one. */
    private static List<Leg> others(List<Leg> active, Leg leg) {
        int place = active.indexOf(leg);
        List<Leg> after = active.subList(place + 1, active.size());
        List<Leg> before = active.subList(0, Math.max(place, 0));
        return Stream.concat(after.stream(), before.stream()).toList();
    }

    private static boolean camera(Leg leg) {
        return leg.reports.camera();
    }

    private LatestSound audio(Leg leg) {
        return feeds.audio(leg.peer, Leg.AUDIO);
    }

    private LatestPicture video(Leg leg) {
        return feeds.video(leg.peer, Leg.VIDEO);
    }

    /** A call made only to present may have its presentation on its first line. */
    private LatestPicture content(Leg presenter) {
        boolean first = presenter.role == ParticipantRole.PRESENTATION && !presenter.presentation.known();
        return first ? video(presenter) : feeds.video(presenter.peer, presenter.presentation.content());
    }
}
