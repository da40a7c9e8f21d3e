/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import java.util.List;
import java.util.Optional;

/**
 * A room, which exists while somebody is in it.
 *
 * @param name         in lower case
 * @param participants their ids, in the order they came
 * @param presenter    id of who presents
 */
public record RoomSnapshot(String name, List<String> participants, Optional<String> presenter) {

    /** The waiting room. */
    public static final String PURGATORY = "purgatory";

    public RoomSnapshot {
        participants = List.copyOf(participants);
    }
}
