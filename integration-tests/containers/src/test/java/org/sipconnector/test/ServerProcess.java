/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.conferencesimulator.Running;
import org.sipconnector.conferencesimulator.SimulatorFoundations;
import org.sipconnector.conferencesimulator.SimulatorSettings;
import org.sipconnector.conferencesimulator.media.MediaRegistry;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.engine.SystemLibraries;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.sip.SipTraces;

/**
 * The conference simulator in a process of its own: a server that is not touched by what is done to its client's container. It
 * prints its port, then, for each line it reads, the participants with the keys they have pressed, after it has done what the line says.
 * It ends with its input.
 */
public final class ServerProcess {

    public static final String USER = "caller";
    public static final String DOMAIN = "sip.test";
    public static final String ROOM = "600";

    /** Given as an argument: who sends nothing gets no media, so that there may be more calls than a media library can serve. */
    public static final String MANY_CALLS = "many-calls";

    /** Begins an argument: the address to listen at, in the place of the loopback's. */
    public static final String AT = "at=";

    /** Begins an argument: the file that all messages are written to, as {@link SipCapture} reads it. */
    public static final String CAPTURE = "capture=";

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
        MediaEngine media = List.of(arguments).contains(MANY_CALLS) ? MediaForSenders.of(engine) : engine;
        SimulatorSettings settings =
                new SimulatorSettings(option(arguments, AT).orElse("127.0.0.1"), DOMAIN, Map.of(Transport.WS, 0), Map.of(USER, Secret.of("pw")),
                        Optional.of(Secret.of("pw")), Files.createTempDirectory("server"),
                        SimulatorSettings.Pictures.of(SimulatorSettings.Lone.ECHO));
        Running running = new Running(settings, new SimulatorFoundations(sip, sip, media, named), Clock.systemUTC());
        option(arguments, CAPTURE).ifPresent(file -> sip.trace(ConnectorId.of("simulator"),
                new SipTraces.TraceSettings(false, Optional.of(Path.of(file)), Optional.empty())));
        ConferenceSimulator simulator = running.listen().toCompletableFuture().get(60, TimeUnit.SECONDS);
        System.out.println("port " + simulator.addresses().wsPort().getAsInt());
        Presenter presenter = new Presenter(sip, simulator.addresses().wsPort().getAsInt());
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] words = line.split(" ");
            if (words.length > 1) {
                told(simulator, presenter, words[0], words[1]);
            }
            System.out.println("participants" + answer(simulator, line));
        }
        running.close();
        sip.close();
        engine.close();
        System.exit(0);
    }

    private static Optional<String> option(String[] arguments, String begin) {
        return Arrays.stream(arguments).filter(argument -> argument.startsWith(begin)).map(argument -> argument.substring(begin.length()))
                .findFirst();
    }

    private static String answer(ConferenceSimulator simulator, String line) {
        if (line.equals("registered")) {
            return String.join(" ", simulator.snapshot().registered());
        }
        StringBuilder answer = new StringBuilder();
        for (ParticipantSnapshot each : simulator.snapshot().participants()) {
            if (!each.user().equals(Presenter.USER)) {
                answer.append(' ').append(each.user()).append('=').append(switch (line) {
                    case "" -> each.reports().tones();
                    case "frames" -> each.id() + ':' + each.confirmed() + ':' + simulator.flow(each.id()).map(MediaFlow::framesReceived).orElse(0L);
                    default -> each;
                });
            }
        }
        return answer.toString();
    }

    private static void told(ConferenceSimulator simulator, Presenter presenter, String what, String user) {
        switch (what) {
            case "spectator" -> simulator.tell(user, new ServerCommand.ToSpectators(Optional.of("1"), OptionalInt.of(0)));
            case "participant" -> simulator.tell(user, new ServerCommand.ToParticipants());
            case "invite" -> simulator.invite(user, ROOM);
            case "drop" -> simulator.drop(user, Drop.BYE);
            case "silence" -> simulator.drop(user, Drop.MEDIA);
            case "join" -> presenter.join();
            case "leave" -> presenter.leave();
            default -> throw new IllegalArgumentException(what);
        }
    }
}
