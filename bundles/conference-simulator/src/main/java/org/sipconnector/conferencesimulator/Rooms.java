/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.simulator.RoomSnapshot;

/** Who is where. On the simulator's executor only. */
final class Rooms {

    private final Map<String, Leg> legs = new LinkedHashMap<>();
    private final Map<DialogId, Leg> dialogs = new HashMap<>();
    private final Map<String, Set<Leg>> rooms = new TreeMap<>();

    void add(Leg leg) {
        legs.put(leg.id, leg);
        dialogs.put(leg.dialog, leg);
        rooms.computeIfAbsent(leg.room, name -> new LinkedHashSet<>()).add(leg);
    }

    void remove(Leg leg) {
        legs.remove(leg.id);
        dialogs.remove(leg.dialog);
        leave(leg);
    }

    void move(Leg leg, String room) {
        leave(leg);
        leg.room = name(room);
        add(leg);
    }

    private void leave(Leg leg) {
        rooms.computeIfPresent(leg.room, (name, inside) -> {
            inside.remove(leg);
            return inside.isEmpty() ? null : inside;
        });
    }

    /** Those in a room, in the order they came. */
    List<Leg> in(String room) {
        return List.copyOf(rooms.getOrDefault(room, Set.of()));
    }

    Optional<Leg> presenter(String room) {
        return in(room).stream().filter(leg -> leg.presentation.presenting()).findFirst();
    }

    Collection<Leg> legs() {
        return List.copyOf(legs.values());
    }

    /** The call of that id, or the only one of that user. */
    Optional<Leg> find(String idOrUser) {
        Leg named = legs.get(idOrUser);
        if (named != null) {
            return Optional.of(named);
        }
        List<Leg> ofUser = legs.values().stream().filter(leg -> leg.user.equals(idOrUser)).toList();
        return ofUser.size() == 1 ? Optional.of(ofUser.get(0)) : Optional.empty();
    }

    /** The call of that dialog. */
    Optional<Leg> of(DialogId dialog) {
        return Optional.ofNullable(dialogs.get(dialog));
    }

    /** Connections of calls, by participant. */
    Map<String, PeerId> connections() {
        return legs.values().stream().collect(Collectors.toMap(leg -> leg.id, leg -> leg.peer));
    }

    /** Receiving connections of spectators, by participant. */
    Map<String, PeerId> spectators() {
        return legs.values().stream().filter(leg -> leg.spectator.isPresent())
                .collect(Collectors.toMap(leg -> leg.id, leg -> leg.spectator.get().peer));
    }

    List<RoomSnapshot> snapshot() {
        return rooms.entrySet().stream().map(room -> new RoomSnapshot(room.getKey(),
                room.getValue().stream().map(leg -> leg.id).toList(),
                presenter(room.getKey()).map(leg -> leg.id))).toList();
    }

    /** Rooms are named in lower case, since clients compare the token's conference with the lower-case header. */
    static String name(String dialled) {
        return dialled.toLowerCase(Locale.ROOT);
    }
}
