/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of a cluster: a server alone, or a node. It answers each line it is given by one line, and ends with its input. */
final class ClusterProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterProcess.class);
    static final long FIRST_EPOCH = 1;
    static final int PATIENCE_SECONDS = 10;
    private static final int AT_ONCE = 100;

    private final ClusterMember member;
    private Probe probe;
    private CompletableFuture<String> guarding;

    private ClusterProcess(ClusterMember member) {
        this.member = member;
    }

    static String key(int number) {
        return "connector-" + number;
    }

    /** @param args engine, `server` or `node`, number of the machine, its directory, addresses of all machines */
    public static void main(String[] args) {
        PrintStream answers = System.out;
        // engines print there, too
        System.setOut(System.err);
        int status = 1;
        try {
            Machine machine = new Machine(Integer.parseInt(args[2]), List.of(args).subList(4, args.length), Path.of(args[3]));
            if (args[1].equals("server")) {
                ZooKeeperServer.start(machine);
                answerAll(answers, words -> words[0].equals("leads") ? String.valueOf(ZooKeeperServer.leads(machine)) : heap());
            } else {
                answerAll(answers, new ClusterProcess(ClusterEngine.valueOf(args[0]).join(machine))::answer);
            }
            status = 0;
        } catch (Exception failure) {
            LOG.error("The process of the cluster failed", failure);
        }
        // engines leave threads behind that keep a process
        Runtime.getRuntime().halt(status);
    }

    private interface Answering {

        String to(String[] words) throws Exception;
    }

    private static void answerAll(PrintStream answers, Answering answering) throws Exception {
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answers.println("started");
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            answers.println(answering.to(line.split(" ")));
        }
    }

    private String answer(String[] words) throws Exception {
        try {
            return switch (words[0]) {
                case "leads" -> String.valueOf(member.leads());
                case "heap" -> heap();
                case "own" -> String.valueOf(own(number(words[1]), Long.parseLong(words[2])));
                case "fill" -> fill(number(words[1]), number(words[2]), number(words[3]));
                case "load" -> new Load(member, number(words[3])).run(number(words[1]), number(words[2])).toString();
                case "probe" -> {
                    probe = Probe.start(member, key(number(words[1])), Long.parseLong(words[2]));
                    yield "probing";
                }
                case "probed" -> probe.stop(Long.parseLong(words[1])).toString();
                case "guard" -> {
                    guarding = guard(words[1], number(words[2]), Long.parseLong(words[3]));
                    yield "guarding";
                }
                case "guarded" -> guarding.join();
                case "epoch" -> String.valueOf(
                        ByteBuffer.wrap(member.read(key(number(words[1]))).toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join())
                                .getLong());
                default -> throw new IllegalArgumentException(words[0]);
            };
        } catch (RuntimeException failure) {
            return "failed: " + failure;
        }
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    private static String heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return String.valueOf((runtime.totalMemory() - runtime.freeMemory()) / 1_000_000);
    }

    /** Owns the entries 1 to count, many at once. */
    private boolean own(int count, long epoch) throws InterruptedException {
        List<CompletableFuture<Boolean>> owned = new ArrayList<>();
        Semaphore free = new Semaphore(AT_ONCE);
        for (int i = 1; i <= count; i++) {
            free.acquire();
            owned.add(member.own(key(i), epoch).toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((ok, failure) -> free.release()));
        }
        return owned.stream().allMatch(CompletableFuture::join);
    }

    private String fill(int from, int to, int bytes) throws InterruptedException {
        List<CompletableFuture<Boolean>> written = new ArrayList<>();
        Semaphore free = new Semaphore(AT_ONCE);
        for (int i = from; i <= to; i++) {
            free.acquire();
            String key = key(i);
            byte[] value = ByteBuffer.allocate(bytes).putLong(FIRST_EPOCH).array();
            written.add(member.own(key, FIRST_EPOCH).thenCompose(owned -> member.write(key, FIRST_EPOCH, value)).toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).whenComplete((ok, failure) -> free.release()));
        }
        return String.valueOf(written.stream().allMatch(CompletableFuture::join));
    }

    /** Waits on a thread of its own for the death of a node, and then owns its entries; answers when it heard and when it was done. */
    private CompletableFuture<String> guard(String other, int count, long epoch) {
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                member.awaitLoss(other);
                long heard = System.nanoTime();
                boolean owned = own(count, epoch);
                done.complete(heard + " " + System.nanoTime() + " " + owned);
            } catch (Exception failure) {
                done.completeExceptionally(failure);
            }
        }, "guard");
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
