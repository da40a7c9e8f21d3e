/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.conferencestate;

/**
 * What the session of a call is, and how often that was told.
 *
 * @param session        license, forced mode and role
 * @param sessionChanges how often it has changed in the connector's life
 * @param sessionRepeats how often it was told to change and did not
 */
public record CountedSession(CallSessionState session, long sessionChanges, long sessionRepeats) {

    public static final CountedSession INITIAL = new CountedSession(CallSessionState.INITIAL, 0, 0);
}
