/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.IOException;
import java.util.List;
import org.sipconnector.api.Transport;

/** What a call's signalling costs us, raw jain-sip, sipp and JsSIP. */
public final class CallCost {

    private CallCost() {}

    /** @param args calls a round, rounds, accounts; 8000, 5 and 500 without them */
    public static void main(String[] args) throws IOException, InterruptedException {
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : 8_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int accounts = args.length > 2 ? Integer.parseInt(args[2]) : 500;
        System.out.println("Method: " + calls + " calls, INVITE, 200, ACK, BYE, 200, by " + accounts + " registered accounts, at"
                + " most 50 under way, by each candidate in turn; the median of " + rounds + " rounds after two. Each is a process"
                + " of its own; CPU is its user and system time as Linux counts. The callee is the same for all, a process of its"
                + " own that answers at once. No media: each gives the same session description, JsSIP from a stand-in for the"
                + " browser's connection. Connections are as in the register benchmark.");
        try (Field field = Field.open()) {
            Contest contest = new Contest(field, accounts, calls, rounds);
            for (Transport transport : List.of(Transport.UDP, Transport.TCP, Transport.WS)) {
                contest.run("Calls over " + transport, transport, CalleeAnswers.AGAIN,
                        (candidate, times) -> candidate.call(transport, times));
            }
        }
    }
}
