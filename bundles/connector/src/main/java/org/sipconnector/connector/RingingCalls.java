/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.stream.Stream;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipEvent;
import org.sipconnector.kernel.Lane;

/** Calls that ring here, also while somebody who has taken one may still answer it, until they are established or over. */
final class RingingCalls {

    private final Lane lane;
    private List<DialogId> calls;
    private Runnable afterOne = () -> {};

    RingingCalls(Lane lane, List<DialogId> state) {
        this.lane = lane;
        this.calls = state;
        lane.on(IncomingCallEvent.Ringing.class, event -> began(event.call().dialog()));
        lane.on(SipEvent.DialogConfirmed.class, event -> over(event.dialog()));
        lane.on(SipEvent.DialogEnded.class, event -> over(event.dialog()));
        lane.on(SipEvent.DialogFailed.class, event -> over(event.dialog()));
        lane.on(ConnectionEvent.Disconnected.class, event -> calls = List.of());
        lane.onSnapshot(IncomingCallManager.class, (before, now) -> afterOne.run());
    }

    /** @param look called when one of them may be over */
    void follow(Runnable look) {
        afterOne = look;
    }

    List<DialogId> state() {
        return calls;
    }

    boolean any() {
        return !calls.isEmpty() || lane.has(IncomingCallManager.class)
                && !lane.manager(IncomingCallManager.class).snapshot().ringing().isEmpty();
    }

    private void began(DialogId dialog) {
        calls = Stream.concat(calls.stream(), Stream.of(dialog)).distinct().toList();
    }

    private void over(DialogId dialog) {
        if (calls.contains(dialog)) {
            calls = calls.stream().filter(call -> !call.equals(dialog)).toList();
            afterOne.run();
        }
    }
}
