/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import org.sipconnector.conferencesimulator.media.ParticipantMedia;

/** Makes what is sent to a connection. */
@FunctionalInterface
interface ParticipantMediaRegistry {

    /** @param name unique among all connections */
    ParticipantMedia make(String name);
}
