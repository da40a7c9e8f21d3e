/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.StatePart;

/** Calls that were asked for and that the call manager has not come to yet, so that no snapshot shows them. */
final class Beginnings {

    private static final EventHandlers<Beginnings> HANDLERS = EventHandlers.<Beginnings>of()
            .on(CallEvent.StartCall.class, (own, event) -> own.begun(event.peer()));

    private final StatePart<List<String>> asked;
    private Runnable afterOne = () -> {};

    Beginnings(Lane lane, StatePart<List<String>> asked) {
        this.asked = asked;
        lane.on(HANDLERS, this);
    }

    /** Another call that begins says nothing about those that were asked for; a version that named no call began what was. */
    private void begun(Optional<PeerId> peer) {
        asked.change(now -> now.stream().filter(promise -> peer.isPresent() && !peer.get().equals(peer(promise))).toList());
    }

    /** @param look called when one of them is over */
    void follow(Runnable look) {
        afterOne = look;
    }

    /** The main connection of the call that a promise is given for: so it can be ended before it is known to have begun. */
    static PeerId peer(String promise) {
        return new PeerId("call-of-" + promise);
    }

    List<PeerId> peers() {
        return asked.get().stream().map(Beginnings::peer).toList();
    }

    /** @param promise names what was asked */
    void add(String promise) {
        asked.change(now -> Stream.concat(now.stream(), Stream.of(promise)).distinct().toList());
    }

    /** Its outcome is known. */
    void over(String promise) {
        asked.change(now -> now.stream().filter(other -> !other.equals(promise)).toList());
        afterOne.run();
    }

    boolean any() {
        return !asked.get().isEmpty();
    }
}
