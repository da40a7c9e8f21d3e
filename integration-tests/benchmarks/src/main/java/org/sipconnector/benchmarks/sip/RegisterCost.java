/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.IOException;
import java.util.List;
import org.sipconnector.api.Transport;

/** What a REGISTER costs us, raw jain-sip, sipp and JsSIP. */
public final class RegisterCost {

    private RegisterCost() {}

    /** @param args operations a round, rounds, accounts; 12 000, 5 and 500 without them */
    public static void main(String[] args) throws IOException, InterruptedException {
        int operations = args.length > 0 ? Integer.parseInt(args[0]) : 12_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int accounts = args.length > 2 ? Integer.parseInt(args[2]) : 500;
        System.out.println("Method: " + operations + " times REGISTER and its answers over " + accounts + " registered accounts,"
                + " at most 50 under way, by each candidate in turn; the median of " + rounds + " rounds after two. Each is a"
                + " process of its own; CPU is its user and system time as Linux counts. The registrar is the same for all, a"
                + " process of its own, and checks each digest (MD5, qop auth). \"401 every time\": it takes a nonce once, so"
                + " that each operation is two transactions; ours still tries the old nonce first. Ours and JsSIP have a"
                + " connection for each account, raw jain-sip over WebSocket only, sipp one in all. JsSIP never keeps a nonce.");
        try (Field field = Field.open()) {
            Contest contest = new Contest(field, accounts, operations, rounds);
            for (Transport transport : List.of(Transport.UDP, Transport.TCP, Transport.WS)) {
                for (String domain : List.of(CalleeAnswers.ONCE, CalleeAnswers.AGAIN)) {
                    contest.run("REGISTER over " + transport + (domain.equals(CalleeAnswers.ONCE) ? ", 401 every time" : ", nonce reused"),
                            transport, domain, (candidate, times) -> candidate.register(transport, domain, times));
                }
            }
        }
    }
}
