/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import org.sipconnector.api.call.CallState;
import org.sipconnector.api.conferencestate.ConferenceState;

/** How far the call has come and what kind of room it is in, in one word. */
public enum CallPhase {
    IDLE("call:idle", false),
    /** Being set up, or set up and not told to be in any room yet. */
    CONNECTING("call:connecting", false),
    PRESENTATION_CALL("call:presentationCall", true),
    ROOM_PENDING_AUTH("call:roomPendingAuth", true),
    PURGATORY("call:purgatory", true),
    P2P_ROOM("call:p2pRoom", true),
    DIRECT_P2P_ROOM("call:directP2pRoom", true),
    IN_ROOM("call:inRoom", true),
    DISCONNECTING("call:disconnecting", false);

    private final String text;
    private final boolean inCall;

    CallPhase(String text, boolean inCall) {
        this.text = text;
        this.inCall = inCall;
    }

    /** The phase's public spelling, such as {@code call:inRoom}. */
    public String text() {
        return text;
    }

    /** In a room of any kind, or in a presentation call. */
    public boolean inCall() {
        return inCall;
    }

    /** What a call's progress and its room say together. */
    public static CallPhase of(CallState call, ConferenceState conference) {
        return switch (call) {
            case IDLE -> IDLE;
            case DISCONNECTING -> DISCONNECTING;
            case CONNECTING, ACCEPTED, IN_CALL -> of(conference);
        };
    }

    private static CallPhase of(ConferenceState conference) {
        return switch (conference) {
            case NONE -> CONNECTING;
            case ROOM_PENDING_AUTH -> ROOM_PENDING_AUTH;
            case PURGATORY -> PURGATORY;
            case P2P_ROOM -> P2P_ROOM;
            case DIRECT_P2P_ROOM -> DIRECT_P2P_ROOM;
            case PRESENTATION_CALL -> PRESENTATION_CALL;
            case IN_ROOM -> IN_ROOM;
        };
    }
}
