/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import java.time.Duration;

/** How the simulator misbehaves when it is told to. */
public sealed interface Fault {

    /** INVITE is refused with this status. */
    record RefuseInvite(int status) implements Fault {}

    /** INVITE is answered with 100 and then with nothing. */
    record NoAnswer() implements Fault {}

    /** INVITE is answered late; 180 is sent at once. */
    record LateAnswer(Duration after) implements Fault {}

    /** INVITE is answered with 200 without SDP. */
    record NoSdp() implements Fault {}

    /** INVITE is answered with 200 and an SDP nobody can use. */
    record UselessSdp() implements Fault {}

    /** The client's re-INVITE is refused with this status. */
    record RefuseReinvite(int status) implements Fault {}

    /**
     * The client's INFO is answered otherwise than with {@code 200 OK}, and not acted upon if refused.
     *
     * @param contentType the last part of its content type, such as {@code sharedesktop}
     * @param status      such as 603
     * @param reason      such as {@code Decline}
     */
    record AnswerInfo(String contentType, int status, String reason) implements Fault {}

    /** The client's INFO of that content type is not answered at all. */
    record IgnoreInfo(String contentType) implements Fault {}

    /** A spectator's offer over HTTPS is answered with this status. */
    record HttpStatus(int status) implements Fault {}

    /** The token comes this much later than the room. */
    record LateToken(Duration after) implements Fault {}

    /** The token names the conference in upper case, so that it does not equal the room. */
    record UpperCaseToken() implements Fault {}

    /** No token is sent. */
    record NoToken() implements Fault {}

    /** The room is told before the call is answered, inside the early dialog. */
    record EarlyRoom() implements Fault {}
}
