/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.conferencesimulator.tls.Certificates;
import org.sipconnector.conferencesimulator.web.WebEndpoint;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.SimulatorAddresses;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.sip.SipServers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A simulator from its first socket to its last: opens everything, and frees everything. */
public final class Running implements AutoCloseable {

    static final ConnectorId OWNER = ConnectorId.of("simulator");

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final int CLOSING_SECONDS = 5;
    private static final Duration LATER = Duration.ofSeconds(5);

    private final SimulatorFoundations foundations;
    private final SimulatorSettings settings;
    private final SimulatorExecutor executor;
    private final Simulator simulator;
    private final WebEndpoint web;
    private final List<Runnable> registrations;
    private final Set<String> listeners = new TreeSet<>();
    private final Optional<Certificates> certificates;

    /** @throws IOException when no certificates can be made */
    public Running(SimulatorSettings settings, SimulatorFoundations foundations, Clock clock) throws IOException {
        this.settings = settings;
        this.foundations = foundations;
        this.certificates = settings.ports().containsKey(Transport.WSS)
                ? Optional.of(Certificates.in(settings.dataDirectory(), settings.host(), clock))
                : Optional.empty();
        this.executor = new SingleThreadExecutor("simulator");
        SimulatorComponents parts = SimulatorComponents.wire(settings, foundations, executor, OWNER, clock);
        this.simulator = new Simulator(executor, parts);
        this.web = new WebEndpoint(settings.host(), simulator::offered);
        this.registrations = List.of(
                foundations.registry().register(AudioSink.class, SimulatorComponents.SINK, parts.media().feeds().audioSink()),
                foundations.registry().register(VideoSink.class, SimulatorComponents.SINK, parts.media().feeds().videoSink()));
        foundations.sip().attach(OWNER, simulator::accept);
        foundations.media().attach(OWNER, simulator::accept);
    }

    /** Begins to listen; gives the simulator when all listeners are there. After a failure it may be tried again. */
    public CompletionStage<ConferenceSimulator> listen() {
        CompletableFuture<OptionalInt> wss = listen(Transport.WSS);
        CompletableFuture<OptionalInt> ws = listen(Transport.WS);
        CompletableFuture<OptionalInt> tcp = listen(Transport.TCP);
        CompletableFuture<OptionalInt> udp = listen(Transport.UDP);
        return CompletableFuture.allOf(wss, ws, tcp, udp).<ConferenceSimulator>thenApply(all -> {
            simulator.listening(new SimulatorAddresses(settings.host(), settings.domain(), wss.join(), ws.join(),
                    tcp.join(), udp.join(), certificates.map(files -> files.authority().toAbsolutePath())));
            return simulator;
        });
    }

    private CompletableFuture<OptionalInt> listen(Transport transport) {
        Integer port = settings.ports().get(transport);
        if (port == null) {
            return CompletableFuture.completedFuture(OptionalInt.empty());
        }
        String name = "simulator-" + transport.name().toLowerCase(Locale.ROOT);
        Optional<SipServers.ServerTls> tls = transport.secure()
                ? certificates.map(files -> new SipServers.ServerTls(files.chain().toString(), files.key().toString()))
                : Optional.empty();
        listeners.add(name);
        SipServers.ServerSettings listener = new SipServers.ServerSettings(transport,
                new InetSocketAddress(settings.host(), port), SimulatorAddresses.WEB_SOCKET_PATH, tls, settings.domain(),
                transport.webSocket() ? Optional.of(web) : Optional.empty());
        return withoutFormer(name).thenCompose(gone -> foundations.servers().listen(OWNER, name, listener, settings::password))
                .thenApply(bound -> OptionalInt.of(bound.getPort())).toCompletableFuture().exceptionally(failure -> {
                    throw new CompletionException(new IOException(transport + " on port " + port + " of " + settings.host() + ": "
                            + StageFailure.reason(failure), failure));
                });
    }

    /** Does the work some seconds later, unless this is closed before. */
    void later(Runnable work) {
        executor.after(LATER, work);
    }

    /** A former simulator that ended while the SIP foundation was away could not close its listener, which lasted. */
    private CompletionStage<Void> withoutFormer(String listener) {
        return foundations.servers().close(listener);
    }

    @Override
    public void close() {
        await("calls", simulator.closeCalls());
        listeners.forEach(name -> await(name, foundations.servers().close(name)));
        foundations.media().release(OWNER);
        foundations.sip().release(OWNER);
        registrations.forEach(Runnable::run);
        executor.close();
    }

    private static void await(String what, CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            LOG.warn("closing of {} failed: {}", what, ErrorText.of(failure.getCause()));
        } catch (TimeoutException late) {
            LOG.warn("closing of {} did not finish within {} s", what, CLOSING_SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
