/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.test.interop.SimulatorOfCases;

/** The conference simulator and a scripted client of it, and what they have said. */
final class SimulatorConversation extends ScriptedUserAgent {

    final SimulatorOfCases simulator;
    private final Transport transport;
    private final BlockingQueue<ReceivedMessage> messages = new LinkedBlockingQueue<>();
    private final List<ScriptedConnection> connections = new ArrayList<>();
    private String user = USER;
    private int registrations;

    /** @param media prepared, or a real engine that the caller closes */
    SimulatorConversation(Transport transport, MediaEngine media) throws Exception {
        this.transport = transport;
        this.simulator = new SimulatorOfCases(media, MediaServices.ALL, DOMAIN, PASSWORD);
        open();
    }

    /** One more connection; what is said now goes over it. */
    void open() throws IOException {
        ScriptedConnection opened = ScriptedConnection.to(transport, simulator.port(transport), messages::add);
        connections.add(opened);
        connection = opened.connection();
    }

    /** A REGISTER of the user at the domain, which belongs to no call. */
    void register(List<String> headers) throws IOException {
        String aor = own().aor();
        List<String> all =
                new ArrayList<>(List.of("To: <" + aor + '>', "Call-ID: registration-of-" + user, "CSeq: " + ++registrations + " REGISTER"));
        all.addAll(headers);
        request("REGISTER", true, Optional.of("sip:" + DOMAIN), all, "");
    }

    /** From now on what is said begins as that user. */
    void user(String name) {
        user = name;
    }

    @Override
    ReceivedMessage next() throws InterruptedException {
        ReceivedMessage next = messages.poll(ScriptedPeer.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the simulator said nothing more within " + ScriptedPeer.PATIENCE_SECONDS + " s");
        }
        return next;
    }

    @Override
    void saidNothing() {
        if (!messages.isEmpty()) {
            throw new AssertionError("nothing was to be said, but the simulator said\n" + messages.peek());
        }
    }

    @Override
    Address own() {
        return new Address("sip:" + user + '@' + DOMAIN, "");
    }

    @Override
    Address other() {
        return new Address("sip:600@" + DOMAIN, "sip:600@" + DOMAIN);
    }

    @Override
    int port() {
        return connections.get(connections.size() - 1).port();
    }

    @Override
    String context() {
        return "The simulator holds " + simulator.snapshot();
    }

    @Override
    public void close() {
        connections.forEach(each -> each.connection().close());
        simulator.close();
    }
}
