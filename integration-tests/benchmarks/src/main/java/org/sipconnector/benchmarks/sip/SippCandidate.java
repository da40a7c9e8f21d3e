/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sipconnector.api.Transport;

/** sipp plays each round in a process of its own, all accounts over one socket. Its CPU time is what the shell is told. */
final class SippCandidate implements Candidate {

    private static final int AT_ONCE = 50;
    /** It needs so little that the system's clock, which counts hundredths of a second, needs more to see. */
    private static final int MORE = 4;
    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");
    private static final Pattern FAILED = Pattern.compile("Failed call *\\| *\\d+ *\\| *(\\d+)");

    private final Path work;
    private final Ports ports;

    SippCandidate(Ports ports) throws IOException {
        this.ports = ports;
        this.work = Files.createTempDirectory("sipp");
        Files.writeString(work.resolve("users.csv"), "SEQUENTIAL\n" + IntStream.range(100_000, 100_000 + AT_ONCE)
                .mapToObj(user -> user + ";[authentication username=" + user + " password=" + CalleeAnswers.password("" + user) + "]\n")
                .collect(Collectors.joining()));
    }

    @Override
    public String name() {
        return "sipp";
    }

    @Override
    public boolean speaks(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP;
    }

    @Override
    public void open(Transport transport, String domain, int accounts) {
        // each of its calls is an account of its own
    }

    @Override
    public Round register(Transport transport, String domain, int times) throws IOException, InterruptedException {
        int all = times * MORE;
        if (domain.equals(CalleeAnswers.ONCE)) {
            return play("register-once", 1, transport, all, all);
        }
        int each = Math.max(all / AT_ONCE, 1);
        return play("register-again", each, transport, AT_ONCE, AT_ONCE * each);
    }

    @Override
    public Round call(Transport transport, int times) throws IOException, InterruptedException {
        return play("calls", 1, transport, times * MORE, times * MORE);
    }

    private Round play(String scenario, int timesEach, Transport transport, int calls, int operations)
            throws IOException, InterruptedException {
        try (InputStream text = SippCandidate.class.getResourceAsStream(scenario + ".xml")) {
            Files.writeString(work.resolve("scenario.xml"), new String(text.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replace("TIMES", Integer.toString(timesEach)));
        }
        String sipp = String.join(" ", List.of("sipp", "-sf", "scenario.xml", "-inf", "users.csv", "-i", "127.0.0.1", "-p",
                Integer.toString(free()), "-t", transport == Transport.UDP ? "u1" : "t1", "-m", Integer.toString(calls),
                "-r", "100000", "-l", Integer.toString(AT_ONCE), "-timeout", "120", "-nostdin",
                "127.0.0.1:" + ports.of(transport)));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder("sh", "-c", sipp + " </dev/null >screen.txt 2>&1; times >times.txt")
                .directory(work.toFile()).start();
        process.waitFor();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Round(operations, failed(), seconds, childrensTime(Files.readString(work.resolve("times.txt"))));
    }

    private int failed() throws IOException {
        String screen = Files.readString(work.resolve("screen.txt"), StandardCharsets.ISO_8859_1);
        Matcher matcher = FAILED.matcher(screen);
        int failed = -1;
        while (matcher.find()) {
            failed = Integer.parseInt(matcher.group(1));
        }
        if (failed < 0) {
            throw new IOException("sipp came to nothing: " + screen.substring(0, Math.min(2_000, screen.length())));
        }
        return failed;
    }

    /** User and system time of the second line, as POSIX has it. */
    private static double childrensTime(String times) {
        Matcher matcher = TIME.matcher(times.lines().toList().get(1));
        double sum = 0;
        while (matcher.find()) {
            sum += Integer.parseInt(matcher.group(1)) * 60 + Double.parseDouble(matcher.group(2));
        }
        return sum;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        // its processes have ended
    }
}
