/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;

/**
 * A process with tight limits that uses something up with a call going on: {@code files}, {@code heap}, {@code threads} or
 * {@code disk}, or whose {@code clock} is set. It ends with 0 when new calls were refused, where they need what is short, the call
 * went on, and everything was as before once there was enough again.
 */
final class ExhaustedProcess implements AutoCloseable {

    private static final int BLOCK = 1 << 18;
    private static final int LEFT = 10;
    /** So many looks at it find out about everything, since threads are not tried at each. */
    private static final int LOOKS = 5;
    /** How each of them is named where it is told. */
    private static final Map<String, String> NAMES =
            Map.of("files", "file descriptors", "heap", "heap", "threads", "threads", "disk", "disk", "clock", "clock");
    private static final Set<String> NEEDED_BY_CALLS = Set.of("files", "heap", "threads");

    private final ServerConversation conversation = new ServerConversation(EnumSet.of(Transport.TCP), PreparedMedia.engine());
    private final List<Object> hoard = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Path data = Path.of(System.getProperty("karaf.data", "."));

    private ExhaustedProcess() throws IOException {}

    public static void main(String[] arguments) throws Exception {
        try (ExhaustedProcess process = new ExhaustedProcess()) {
            process.run(arguments[0]);
        }
        System.exit(0);
    }

    @Override
    public void close() {
        hoard.clear();
        conversation.close();
    }

    private void run(String what) throws Exception {
        registers();
        calls();
        conversation.connector().sip.trace(conversation.connector().lane.id(),
                new TraceSettings(false, what.equals("disk") ? Optional.of(data.resolve("trace.pcap")) : Optional.empty(), Optional.empty()));
        boolean needed = NEEDED_BY_CALLS.contains(what);
        take(what);
        isTold(NAMES.get(what), true);
        goesOn();
        if (needed) {
            isRefused();
        } else {
            rings();
        }
        giveBack();
        if (!what.equals("clock")) {
            isTold(NAMES.get(what), false);
        }
        if (needed) {
            rings();
        }
        if (!conversation.connector().call().isCallActive()) {
            throw new AssertionError("the call is gone");
        }
    }

    private void registers() throws Exception {
        var connecting = conversation.connector().connection().connect();
        ReceivedMessage register = conversation.expect("REGISTER");
        conversation.answer(register, "200 OK", List.of("Contact: " + register.header("Contact")), "");
        RealConnector.got(connecting);
    }

    private void calls() throws Exception {
        var calling = conversation.connector().call().startCall(CallParameters.to("600"));
        ReceivedMessage invite = conversation.expect("INVITE");
        conversation.answer(invite, "200 OK", List.of(), BrowserDescriptions.answer(invite.body()));
        conversation.expect("ACK");
        RealConnector.got(calling);
    }

    private void take(String what) throws Exception {
        switch (what) {
            case "threads" -> takeThreads();
            case "disk" -> {
                fill(data.resolve("filling"));
                isToldMuch();
            }
            case "clock" -> Files.writeString(data.resolve("clock"), "+1d");
            default -> takeAllButLittle(what);
        }
    }

    private void takeThreads() {
        try {
            while (true) {
                Thread thread = new Thread(() -> {
                    try {
                        over.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
        } catch (OutOfMemoryError end) {
            System.out.println("no further thread: " + end.getMessage());
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            System.out.println("no further byte: " + full.getMessage());
        }
    }

    private void takeAllButLittle(String what) throws IOException {
        try {
            while (true) {
                hoard.add(what.equals("files") ? new FileInputStream("/dev/null") : new byte[BLOCK]);
            }
        } catch (OutOfMemoryError | IOException end) {
            // a little is left, as when many others use the rest
            hoard.subList(Math.max(0, hoard.size() - LEFT), hoard.size()).forEach(ExhaustedProcess::close);
            hoard.subList(Math.max(0, hoard.size() - LEFT), hoard.size()).clear();
        }
    }

    private static void close(Object one) {
        if (one instanceof FileInputStream file) {
            try {
                file.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private void giveBack() throws IOException {
        hoard.forEach(ExhaustedProcess::close);
        hoard.clear();
        over.countDown();
        Files.deleteIfExists(data.resolve("filling"));
        System.gc();
    }

    private void isTold(String name, boolean wanted) {
        List<String> lines = List.of();
        for (int look = 0; look < LOOKS; look++) {
            lines = conversation.connector().sip.shortages();
        }
        System.out.println("short: " + lines);
        if (lines.stream().anyMatch(line -> line.startsWith(name + ": ")) != wanted) {
            throw new AssertionError((wanted ? "no shortage is told: " : "it is still told: ") + lines);
        }
    }

    /** More than fits into the rest of the block that a file has already. */
    private void isToldMuch() throws Exception {
        for (int i = 0; i < 3; i++) {
            conversation.request("INFO", false, Optional.empty(), List.of("Content-Type: text/plain"), "x".repeat(8_000));
            conversation.await("SIP/2.0 200");
        }
    }

    private void goesOn() throws Exception {
        conversation.request("INFO", false, Optional.empty(), List.of("Content-Type: application/dtmf-relay"), "Signal=5");
        conversation.await("SIP/2.0 200");
    }

    /** Neither way may a call begin; an OPTIONS is answered. */
    private void isRefused() throws Exception {
        conversation.request("INVITE", true, Optional.empty(), List.of(), BrowserDescriptions.offer());
        conversation.await("SIP/2.0 503");
        conversation.connector().sip.invite(conversation.connector().connection().snapshot().userAgent().orElseThrow(), new DialogId("refused"),
                "sip:601@sip.test", BrowserDescriptions.offer(), List.of());
        conversation.expectNothing();
    }

    private void rings() throws Exception {
        conversation.request("INVITE", true, Optional.empty(), List.of(), BrowserDescriptions.offer());
        conversation.await("SIP/2.0 180");
    }
}
