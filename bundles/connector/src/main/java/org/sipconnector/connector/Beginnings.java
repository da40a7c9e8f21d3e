/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.Lane;

/** Calls that were asked for and that the call manager has not come to yet, so that no snapshot shows them. */
final class Beginnings {

    private final Set<String> asked;
    private Runnable afterOne = () -> {};

    Beginnings(Lane lane, List<String> state) {
        asked = new LinkedHashSet<>(state);
        lane.on(CallEvent.StartCall.class, event -> asked.clear());
    }

    /** @param look called when one of them is over */
    void follow(Runnable look) {
        afterOne = look;
    }

    List<String> state() {
        return List.copyOf(asked);
    }

    /** The main connection of the call that a promise is given for: so it can be ended before it is known to have begun. */
    static PeerId peer(String promise) {
        return new PeerId("call-of-" + promise);
    }

    List<PeerId> peers() {
        return asked.stream().map(Beginnings::peer).toList();
    }

    /** @param promise names what was asked */
    void add(String promise) {
        asked.add(promise);
    }

    /** Its outcome is known. */
    void over(String promise) {
        asked.remove(promise);
        afterOne.run();
    }

    boolean any() {
        return !asked.isEmpty();
    }
}
