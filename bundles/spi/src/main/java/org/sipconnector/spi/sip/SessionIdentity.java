/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.Optional;

/**
 * What names an INVITE session to others than its owner.
 *
 * @param callId      its Call-ID
 * @param traceParent the W3C trace header of the INVITE that came, as the peer wrote it, which may be anything; absent where
 *                    there was none and for sessions that we began
 */
public record SessionIdentity(String callId, Optional<String> traceParent) {}
