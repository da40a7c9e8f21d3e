/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.sip.DialogId;

/**
 * A process with tight limits that uses something up with a call going on: {@code files} or {@code heap}. It ends with 0 when
 * new calls were refused, the call went on, and everything was as before once there was enough again.
 */
final class ExhaustedProcess implements AutoCloseable {

    private static final int BLOCK = 1 << 18;
    private static final int LEFT = 10;

    private final Conversation conversation = new Conversation(EnumSet.of(Transport.TCP), PreparedMedia.engine());
    private final List<Object> hoard = new ArrayList<>();

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
        take(what);
        isTold(true);
        goesOn();
        isRefused();
        giveBack();
        isTold(false);
        rings();
        if (!conversation.connector().call().isCallActive()) {
            throw new AssertionError("the call is gone");
        }
    }

    private void registers() throws Exception {
        var connecting = conversation.connector().connection().connect();
        Received register = conversation.expect("REGISTER");
        conversation.answer(register, "200 OK", List.of("Contact: " + register.header("Contact")), "");
        RealConnector.got(connecting);
    }

    private void calls() throws Exception {
        var calling = conversation.connector().call().startCall(CallParameters.to("600"));
        Received invite = conversation.expect("INVITE");
        conversation.answer(invite, "200 OK", List.of(), Descriptions.answer(invite.body()));
        conversation.expect("ACK");
        RealConnector.got(calling);
    }

    private void take(String what) throws IOException {
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

    private void giveBack() {
        hoard.forEach(ExhaustedProcess::close);
        hoard.clear();
        System.gc();
    }

    private void isTold(boolean wanted) {
        List<String> lines = conversation.connector().sip.shortages();
        System.out.println("short: " + lines);
        if (lines.stream().anyMatch(line -> line.matches("(?:heap|file descriptors): .*")) != wanted) {
            throw new AssertionError((wanted ? "no shortage is told: " : "it is still told: ") + lines);
        }
    }

    private void goesOn() throws Exception {
        conversation.request("INFO", false, Optional.empty(), List.of("Content-Type: application/dtmf-relay"), "Signal=5");
        conversation.await("SIP/2.0 200");
    }

    /** Neither way may a call begin; an OPTIONS is answered. */
    private void isRefused() throws Exception {
        conversation.request("INVITE", true, Optional.empty(), List.of(), Descriptions.offer());
        conversation.await("SIP/2.0 503");
        conversation.connector().sip.invite(conversation.connector().connection().snapshot().userAgent().orElseThrow(), new DialogId("refused"),
                "sip:601@sip.test", Descriptions.offer(), List.of());
        conversation.expectNothing();
    }

    private void rings() throws Exception {
        conversation.request("INVITE", true, Optional.empty(), List.of(), Descriptions.offer());
        conversation.await("SIP/2.0 180");
    }
}
