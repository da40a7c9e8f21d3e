/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.conferencesimulator.Running;
import org.sipconnector.conferencesimulator.SimulatorFoundations;
import org.sipconnector.conferencesimulator.SimulatorSettings;
import org.sipconnector.conferencesimulator.media.MediaRegistry;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.SimulatorAddresses;
import org.sipconnector.simulator.SimulatorSnapshot;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.media.MediaEngine;

/** A conference simulator on the real SIP foundation that listens on loopback over UDP, TCP and WebSocket. */
public final class SimulatorOfCases implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private final SipFoundation sip = new SipFoundation();
    private final Running running;
    private final ConferenceSimulator simulator;

    /**
     * @param registry where the engine finds sources and sinks
     * @param password of every user
     */
    public SimulatorOfCases(MediaEngine media, MediaRegistry registry, String domain, String password) throws Exception {

        SimulatorSettings settings = new SimulatorSettings("127.0.0.1", domain,
                Map.of(Transport.WS, 0, Transport.TCP, 0, Transport.UDP, 0), Map.of(), Optional.of(Secret.of(password)), Path.of("unused"),
                SimulatorSettings.Pictures.of(SimulatorSettings.Lone.ECHO));
        running = started(settings, media, registry);
        simulator = running.listen().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Running started(SimulatorSettings settings, MediaEngine media, MediaRegistry registry) throws IOException {
        return new Running(settings, new SimulatorFoundations(sip, sip, media, registry), Clock.systemUTC());
    }

    /** Where it listens. */
    public int port(Transport transport) {
        SimulatorAddresses where = simulator.addresses();
        return switch (transport) {
            case UDP -> where.udpPort().orElseThrow();
            case TCP -> where.tcpPort().orElseThrow();
            case WS -> where.wsPort().orElseThrow();
            default -> throw new IllegalArgumentException("the simulator of cases does not listen on " + transport);
        };
    }

    public SimulatorSnapshot snapshot() {
        return simulator.snapshot();
    }

    /** Waits until what it holds is as wanted. */
    public void becomes(Predicate<SimulatorSnapshot> wanted) throws Exception {
        simulator.when(wanted).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Calls a registered user into a room; nobody waits for the outcome. */
    public void invite(String user, String room) {
        simulator.invite(user, room).exceptionally(refused -> "");
    }

    @Override
    public void close() {
        running.close();
        sip.close();
    }
}
