/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How server, network and media engine behave from now on. A status of 200 is obliging, 0 is silence, others refuse. */
final class Manners {

    static final int OBLIGING = 200;
    static final int RINGING = 180;
    static final int SILENT = 0;

    /** Whether a transport to the server opens. */
    boolean reachable = true;
    int registrations = OBLIGING;
    /** How INVITE is answered; {@link #RINGING} is followed by nothing. */
    int invitations = OBLIGING;
    /** How offers in a call are answered. */
    int offers = OBLIGING;
    int requests = OBLIGING;
    int http = OBLIGING;
    /** Whether a session that was away for a moment still exists at the server. */
    boolean remembers = true;
    /** Whether the one called hangs up as soon as the call is confirmed. */
    boolean hangsUpAtOnce;
    /** Whether there is a media engine. */
    boolean engine = true;
    /** Commands of the media engine that fail the next time. */
    final List<String> failing = new ArrayList<>();
    /** Sources of local tracks that cannot be had. */
    final Set<String> missingSources = new HashSet<>();
    /** What managers have asked of foundations that nobody may ask. */
    final List<String> faults = new ArrayList<>();

    void obliging() {
        reachable = true;
        registrations = OBLIGING;
        invitations = OBLIGING;
        offers = OBLIGING;
        requests = OBLIGING;
        http = OBLIGING;
        remembers = true;
        hangsUpAtOnce = false;
        engine = true;
        failing.clear();
        missingSources.clear();
    }
}
