/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.conferencestate;

/** The kind of room the call is in. */
public enum ConferenceState {
    /** No room: there is no call, it is being set up, or it is ending. */
    NONE,
    /** In a room, without a token for it. */
    ROOM_PENDING_AUTH,
    /** In the waiting room. */
    PURGATORY,
    /** In a room of two that the server made. */
    P2P_ROOM,
    /** In a room of two that the other client announced. */
    DIRECT_P2P_ROOM,
    /** In a call made only to present. */
    PRESENTATION_CALL,
    /** In a room, with a token for it. */
    IN_ROOM
}
