/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Transport;

/**
 * The main class of the candidates in Java: does what it is asked line by line, {@code open|register|call TRANSPORT DOMAIN
 * COUNT}, and says how many nanoseconds it took and how many failed; or {@code heap
 * SECONDS}, and says the bytes in use.
 */
public final class Worker {

    private static final int COLLECTIONS = 3;

    private final UserAgents agents;
    private final Map<String, Integer> open = new HashMap<>();

    private Worker(UserAgents agents) {
        this.agents = agents;
    }

    /** @param args {@code ours} or {@code jain-sip}, and the ports of the peer */
    public static void main(String[] args) {
        try {
            answerAll(args[0], Ports.parse(args[1]));
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            // the stacks' threads would keep the process
            System.exit(1);
        }
    }

    private static void answerAll(String stack, Ports ports) throws Exception {
        Worker worker = new Worker(stack.equals("ours") ? new OurUserAgents(ports) : new RawUserAgents(ports));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(worker.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) throws Exception {
        return words[0].equals("heap")
                ? Long.toString(usedHeap(Integer.parseInt(words[1])))
                : run(words[0], Transport.valueOf(words[1]), words[2], Integer.parseInt(words[3]));
    }

    private String run(String what, Transport transport, String domain, int count) throws Exception {
        String group = transport + domain;
        int accounts = open.getOrDefault(group, 0);
        boolean opens = what.equals("open");
        Window window = opens ? new Window(accounts, count) : new Window(0, accounts);
        long begun = System.nanoTime();
        for (int i = opens ? accounts : 0; i < count; i++) {
            int account = window.begin();
            switch (what) {
                case "open" -> agents.open(transport, domain, account, window);
                case "register" -> agents.register(transport, domain, account, window);
                default -> agents.call(transport, account, window);
            }
        }
        window.allDone();
        if (opens) {
            open.put(group, Math.max(accounts, count));
        }
        return System.nanoTime() - begun + " " + window.failures();
    }

    /** After what lingers is gone, if that is not asked too much; the least of several collections. */
    private long usedHeap(int patienceSeconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(Math.min(agents.lingerSeconds(), patienceSeconds));
        long used = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }
}
