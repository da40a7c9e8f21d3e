/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callhistory;

import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;

/**
 * How a call ended and how well it did.
 *
 * @param endedBy which side ended it, or the network between
 * @param cause   the kind of end
 * @param status  SIP status of a refusal; 0 where there was none
 * @param reason  in words, at most 200 characters; the other side's where it gave some
 * @param quality what arrived
 */
public record CallOutcome(Originator endedBy, SipCause cause, int status, String reason, CallQuality quality) {}
