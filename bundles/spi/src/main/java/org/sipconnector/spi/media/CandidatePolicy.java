/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

/**
 * Which ICE candidates (RFC 8445) a peer connection gathers. Each address costs descriptors, so by default only IPv4
 * over UDP is offered.
 *
 * @param tcp       also host candidates over TCP (RFC 6544)
 * @param ipv6      also IPv6 addresses
 * @param linkLocal also link-local addresses
 * @param relayOnly nothing but candidates of TURN servers
 */
public record CandidatePolicy(boolean tcp, boolean ipv6, boolean linkLocal, boolean relayOnly) {

    public static final CandidatePolicy STANDARD = new CandidatePolicy(false, false, false, false);

    public static final CandidatePolicy RELAY_ONLY = new CandidatePolicy(false, false, false, true);
}
