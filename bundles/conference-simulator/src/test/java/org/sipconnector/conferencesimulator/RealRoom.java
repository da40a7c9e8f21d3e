/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.conferencesimulator.media.MediaRegistry;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.engine.SystemLibraries;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.ServicesByName;

/** A simulator on our own foundations, and foundations for its clients; all in this process. */
public final class RealRoom implements AutoCloseable {

    public static final String PASSWORD = "word";

    public final SipFoundation server = new SipFoundation();
    public final SipFoundation client = new SipFoundation();
    public final LocalEngine engine;
    public final ConferenceSimulator simulator;
    private final Running running;
    private final SimulatorSettings settings;
    private final Named named = new Named();

    /** Sources and sinks by name. */
    private static final class Named extends ServicesByName implements ServiceLookup, MediaRegistry {}

    public RealRoom(Path directory) throws Exception {
        this(directory, SimulatorSettings.Lone.ECHO);
    }

    public RealRoom(Path directory, SimulatorSettings.Lone lone) throws Exception {
        Optional<String> missing = new SystemLibraries().missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
        engine = new LocalEngine(named, new SystemLibraries());
        Await.until("the engine is ready", () -> engine.health().state() == MediaHealth.State.READY);
        settings = new SimulatorSettings("127.0.0.1", "sip.test", Map.of(Transport.WSS, 0, Transport.WS, 0, Transport.TCP, 0), Map.of(),
                Optional.of(Secret.of(PASSWORD)), directory, SimulatorSettings.Pictures.of(lone));
        running = another();
        simulator = running.listen().toCompletableFuture().get(40, TimeUnit.SECONDS);
    }

    /** One more simulator with the same settings on the same foundations; it does not listen yet. */
    public Running another() throws IOException {
        return new Running(settings, new SimulatorFoundations(server, server, engine, named), Clock.systemUTC());
    }

    /** The same, with a port of its own for WSS and no other. */
    public Running another(int wssPort) throws IOException {
        return new Running(new SimulatorSettings(settings.host(), settings.domain(), Map.of(Transport.WSS, wssPort), settings.users(),
                settings.guestPassword(), settings.dataDirectory(), settings.pictures()), new SimulatorFoundations(server, server, engine, named),
                Clock.systemUTC());
    }

    public TestClient client(String user) {
        return new TestClient(client, engine, simulator.addresses(), user, PASSWORD);
    }

    /** A client that has registered, and whom the simulator knows. */
    public TestClient registered(String user) {
        TestClient client = client(user).register();
        Await.until(user + " is registered", () -> simulator.snapshot().registered().contains(user));
        return client;
    }

    @Override
    public void close() {
        running.close();
        client.close();
        server.close();
        engine.close();
    }
}
