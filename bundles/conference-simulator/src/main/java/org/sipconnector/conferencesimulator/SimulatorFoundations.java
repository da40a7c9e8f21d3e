/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import org.sipconnector.conferencesimulator.media.MediaRegistry;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.sip.SipServers;
import org.sipconnector.spi.sip.SipUserAgents;

/** The foundations, as the simulator uses them. */
public record SimulatorFoundations(SipUserAgents sip, SipServers servers, MediaEngine media, MediaRegistry registry) {}
