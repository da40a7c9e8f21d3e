/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.conferencestate;

import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.serverapi.License;

/**
 * What this side may do in the conference.
 *
 * @param license            what it may use
 * @param duplexSendingMode  whether the server last forced the media state
 * @param role               participant or spectator
 */
public record CallSessionState(License license, boolean duplexSendingMode, CallRole role) {

    public static final CallSessionState INITIAL = new CallSessionState(License.VIDEO, false, CallRole.PARTICIPANT);

    public boolean spectatorAny() {
        return role.watching();
    }

    public boolean recvSessionExpected() {
        return role.receivesApart();
    }

    public boolean sendingMediaAvailable() {
        return role.sendingMediaAvailable();
    }

    public CallSessionState withLicense(License other) {
        return new CallSessionState(other, duplexSendingMode, role);
    }

    public CallSessionState withDuplexSendingMode(boolean forced) {
        return new CallSessionState(license, forced, role);
    }

    public CallSessionState withRole(CallRole other) {
        return new CallSessionState(license, duplexSendingMode, other);
    }
}
