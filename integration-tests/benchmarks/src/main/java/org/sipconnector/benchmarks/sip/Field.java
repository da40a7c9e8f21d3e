/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sipconnector.api.Transport;

/** The peer and all candidates that this machine has; those it has not are said to be absent. */
final class Field implements AutoCloseable {

    private static final Set<Transport> ALL = Set.of(Transport.UDP, Transport.TCP, Transport.WS);

    static final String OURS = "ours";

    private final AskedProcess peer;
    private final Ports ports;
    private final List<Candidate> candidates = new ArrayList<>();

    private Field() throws IOException {
        peer = AskedProcess.java(RegistrarAndCallee.class);
        ports = Ports.parse(peer.hear());
    }

    /** Ours comes first, raw jain-sip second. */
    static Field open() throws IOException, InterruptedException {
        Field field = new Field();
        field.candidates.add(new Worked(OURS, ALL, AskedProcess.java(Worker.class, "ours", field.ports.toString())));
        field.candidates.add(new Worked("raw jain-sip", ALL, AskedProcess.java(Worker.class, "jain-sip", field.ports.toString())));
        if (installed("sipp")) {
            field.candidates.add(new SippCandidate(field.ports));
        } else {
            System.out.println("sipp: absent (apt-get install sip-tester)");
        }
        if (!installed("node") || !installed("npm")) {
            System.out.println("JsSIP: absent (it needs node and npm)");
            return field;
        }
        try {
            field.candidates.add(JsSip.start(field.ports));
        } catch (IOException problem) {
            System.out.println("JsSIP: absent (" + problem.getMessage() + ")");
        }
        return field;
    }

    private static boolean installed(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Those still in the field. */
    List<Candidate> candidates() {
        return List.copyOf(candidates);
    }

    /** Goes on without a peer that has failed; without ours there is nothing to measure. */
    void without(Candidate candidate, IOException problem) throws IOException {
        if (candidate.name().equals(OURS)) {
            throw problem;
        }
        System.out.println(candidate.name() + ": gave up (" + problem.getMessage() + ")");
        candidates.remove(candidate);
        candidate.close();
    }

    @Override
    public void close() {
        candidates.forEach(Candidate::close);
        peer.close();
    }
}
