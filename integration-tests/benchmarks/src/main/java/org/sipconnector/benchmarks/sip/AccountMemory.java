/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.sipconnector.api.Transport;

/** What an account that is registered over its own WebSocket and does nothing costs us, raw jain-sip and JsSIP. */
public final class AccountMemory {

    /** Class loading and compilation are done after so many. */
    private static final int FIRST = 50;
    private static final double BUDGET_KILOBYTES = 7;
    private static final int BUDGET_FROM = 1_000;

    private AccountMemory() {}

    /**
     * @param args for how many seconds, if need be, a candidate's timers may hold what has ended, then how many accounts,
     *     ascending; 40, and 1000, 2000, 5000, 10000 without them
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int patienceSeconds = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        int[] sizes = args.length > 1
                ? Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray()
                : new int[] {1_000, 2_000, 5_000, 10_000};
        System.out.println("Method: heap in use after collections with so many registered accounts, each on its own WebSocket,"
                + " less that with the first " + FIRST + ", by the number of those that came since; all of the process counts,"
                + " the connections included. Ours may need " + BUDGET_KILOBYTES + " kB from " + BUDGET_FROM + " accounts on.");
        try (Field field = Field.open()) {
            double[] ours = null;
            for (Candidate candidate : field.candidates()) {
                if (candidate instanceof Worked worked) {
                    try {
                        double[] kilobytes = measure(worked, sizes, patienceSeconds);
                        ours = ours == null ? kilobytes : ours;
                        print(worked, sizes, kilobytes, ours);
                        worked.close();
                    } catch (IOException problem) {
                        field.without(candidate, problem);
                    }
                }
            }
            check(sizes, ours);
        }
    }

    private static double[] measure(Worked candidate, int[] sizes, int patienceSeconds) throws IOException {
        candidate.open(Transport.WS, CalleeAnswers.AGAIN, FIRST);
        long before = candidate.heap(patienceSeconds);
        double[] each = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            candidate.open(Transport.WS, CalleeAnswers.AGAIN, sizes[i]);
            each[i] = (candidate.heap(patienceSeconds) - before) / 1_024.0 / (sizes[i] - FIRST);
        }
        return each;
    }

    private static void print(Worked candidate, int[] sizes, double[] each, double[] ours) throws IOException {
        System.out.printf("%n%s%n", candidate.name());
        for (int i = 0; i < sizes.length; i++) {
            System.out.printf(Locale.ROOT, "  %6d accounts: %6.2f kB of heap each%s%n", sizes[i], each[i],
                    each == ours ? "" : String.format(Locale.ROOT, "   ours/%s: %.2f", candidate.name(), ours[i] / each[i]));
        }
        System.out.printf(Locale.ROOT, "  most/least: %.2f; the process has %d MB then%n",
                Arrays.stream(each).max().orElse(0) / Arrays.stream(each).min().orElse(1), candidate.resident());
    }

    private static void check(int[] sizes, double[] ours) {
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] >= BUDGET_FROM && ours[i] > BUDGET_KILOBYTES) {
                throw new IllegalStateException(String.format(Locale.ROOT, "%.2f kB each with %d accounts", ours[i], sizes[i]));
            }
        }
    }
}
