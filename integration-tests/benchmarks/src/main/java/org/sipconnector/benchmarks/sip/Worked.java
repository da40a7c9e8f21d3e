/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.sipconnector.api.Transport;

/** A candidate that does as {@link Worker} says, in a process that stays. */
final class Worked implements Candidate {

    private final String name;
    private final Set<Transport> transports;
    private final AskedProcess child;

    Worked(String name, Set<Transport> transports, AskedProcess child) {
        this.name = name;
        this.transports = transports;
        this.child = child;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean speaks(Transport transport) {
        return transports.contains(transport);
    }

    @Override
    public void open(Transport transport, String domain, int accounts) throws IOException {
        Round opened = run("open", transport, domain, accounts);
        if (opened.failures() > 0) {
            throw new IOException(name + ": " + opened.failures() + " accounts were not registered");
        }
    }

    @Override
    public Round register(Transport transport, String domain, int times) throws IOException {
        return run("register", transport, domain, times);
    }

    @Override
    public Round call(Transport transport, int times) throws IOException {
        return run("call", transport, CalleeAnswers.AGAIN, times);
    }

    private Round run(String what, Transport transport, String domain, int times) throws IOException {
        long before = child.cpu().toNanos();
        String[] said = child.ask(what, transport, domain, times).split(" ");
        return new Round(times, Integer.parseInt(said[1]), Long.parseLong(said[0]) / 1e9,
                (child.cpu().toNanos() - before) / 1e9);
    }

    /** Bytes in use on the heap after collections, for which it may wait until its timers have let go what has ended. */
    long heap(int patienceSeconds) throws IOException {
        return Long.parseLong(child.ask("heap", patienceSeconds));
    }

    /** Megabytes of memory the process has. */
    long resident() throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(child.pid()), "status"));
        return status.stream().filter(line -> line.startsWith("VmRSS:")).findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024).orElse(0L);
    }

    @Override
    public void close() {
        child.close();
    }
}
