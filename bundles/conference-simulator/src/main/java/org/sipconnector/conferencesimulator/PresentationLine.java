/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

/** The presentation line of a call's connection, and whether the call presents. On the simulator's executor only. */
final class PresentationLine {

    private boolean presenting;
    private boolean added;
    private boolean known;
    private String content = Leg.DUAL;

    boolean presenting() {
        return presenting;
    }

    void presenting(boolean now) {
        presenting = now;
    }

    /** Whether the connection has the line. */
    boolean added() {
        return added;
    }

    void add() {
        added = true;
    }

    /** Whether the client knows of the line. */
    boolean known() {
        return known;
    }

    void known(boolean now) {
        known = now;
    }

    /** The line that the call's own presentation comes on. */
    String content() {
        return content;
    }

    void comesOn(String line) {
        content = line;
    }
}
