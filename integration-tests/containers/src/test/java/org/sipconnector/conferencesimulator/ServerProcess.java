/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Secret;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.api.simulator.ParticipantSnapshot;
import org.sipconnector.api.simulator.ServerCommand;
import org.sipconnector.conferencesimulator.media.MediaRegistry;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.engine.SystemLibraries;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.sip.SipFoundation;

/**
 * The conference simulator in a process of its own: a server that is not touched by what is done to its client's container. It
 * prints its port, then, for each line it reads, the participants with the keys they have pressed, after it has made one a spectator or a
 * participant where the line says so. It ends with its input.
 */
public final class ServerProcess {

    public static final String USER = "caller";
    public static final String DOMAIN = "sip.test";

    private ServerProcess() {}

    /** Its own sources and sinks, by name. */
    private static final class Named implements ServiceLookup, MediaRegistry {

        private final Map<String, Object> services = new ConcurrentHashMap<>();

        @Override
        public <T> Optional<T> find(Class<T> type, String name) {
            return Optional.ofNullable(services.get(type.getName() + name)).map(type::cast);
        }

        @Override
        public <T> Runnable register(Class<T> type, String name, T service) {
            services.put(type.getName() + name, service);
            return () -> services.remove(type.getName() + name);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Named named = new Named();
        SipFoundation sip = new SipFoundation();
        LocalEngine engine = new LocalEngine(named, new SystemLibraries());
        SimulatorSettings settings = new SimulatorSettings("127.0.0.1", DOMAIN, OptionalInt.empty(), OptionalInt.of(0), OptionalInt.empty(),
                OptionalInt.empty(), Map.of(USER, Secret.of("pw")), Optional.empty(), Files.createTempDirectory("server"),
                SimulatorSettings.Lone.ECHO, 15, ContentCodec.VP8);
        Running running = new Running(settings, new SimulatorComponents.Foundations(sip, sip, engine, named), Clock.systemUTC());
        Simulator simulator = running.listen().toCompletableFuture().get(60, TimeUnit.SECONDS);
        System.out.println("port " + simulator.addresses().wsPort().getAsInt());
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] words = line.split(" ");
            if (words.length > 1) {
                simulator.tell(words[1], words[0].equals("spectator")
                        ? new ServerCommand.ToSpectators(Optional.empty(), OptionalInt.empty())
                        : new ServerCommand.ToParticipants());
            }
            StringBuilder answer = new StringBuilder("participants");
            for (ParticipantSnapshot each : simulator.snapshot().participants()) {
                answer.append(' ').append(each.user()).append('=').append(line.isEmpty() ? each.tones() : each);
            }
            System.out.println(answer);
        }
        running.close();
        sip.close();
        engine.close();
        System.exit(0);
    }
}
