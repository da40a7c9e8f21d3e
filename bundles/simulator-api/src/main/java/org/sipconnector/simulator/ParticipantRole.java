/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

/** What a participant may do. */
public enum ParticipantRole {
    PARTICIPANT,
    /** Watches on its own call. */
    SPECTATOR_SYNTHETIC,
    /** Watches on a receiving connection of its own. */
    SPECTATOR,
    /** Joined only to present. */
    PRESENTATION
}
