/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.sip.SipTraces;
import org.sipconnector.spi.sip.SipUserAgents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the product is for, from a file to a call and back to nothing; and the two ways a server is not to be had. */
public abstract class MainStory {

    private static final Logger LOG = LoggerFactory.getLogger(MainStory.class);
    private static final String SIMULATOR = "org.sipconnector.simulator";
    private static final String ID = "office";
    private static final String PASSWORD = "right";
    private static final List<Class<?>> MANAGERS = List.of(AutoConnectorManager.class, ConnectionManager.class,
            CallManager.class, SipConnector.class, SipConnectorFacade.class);

    @Inject
    protected BundleContext context;

    @Inject
    protected Connectors connectors;

    @Inject
    protected ConfigurationAdmin configurations;

    /** The folder watched for configurations. */
    protected abstract Path etc();

    /** The folder of {@code $[secret:NAME]}. */
    protected abstract Path secrets();

    @After
    public void removeAll() throws Exception {
        // again and again: File Install may write a file back that it has just read
        Await.until("connector gone", () -> {
            Files.deleteIfExists(file());
            return connectors.all().isEmpty();
        });
        configurations.getConfiguration(SIMULATOR, "?").delete();
        Await.until("simulator gone", () -> context.getServiceReference(ConferenceSimulator.class) == null);
    }

    @Test
    public void aFileBecomesARegisteredConnectorWhoseCallFlowsBothWaysAndLeavesNothing() throws Exception {
        ConferenceSimulator simulator = startSimulator("wss.port", "0");
        Files.writeString(secrets().resolve("office-password"), PASSWORD, UTF_8);
        write("server=127.0.0.1:" + simulator.addresses().wssPort().getAsInt(), "domain=" + simulator.addresses().domain(),
                "user=caller", "password=$[secret:office-password]", "connectOnStart=true", "tls.trust=ca-file",
                "tls.caFile=" + simulator.addresses().caFile().orElseThrow());
        Connector connector = registered();
        Await.until("the server knows it", () -> simulator.snapshot().registered().contains("caller"));

        SipConnectorFacade facade = connector.manager(SipConnectorFacade.class);
        long called = System.nanoTime();
        get(facade.callToServer("600"));
        Await.until("a picture", () -> clientFlow(facade).filter(flow -> flow.framesReceived() > 0).isPresent());
        LOG.info("first call to its first decoded picture: {} ms", Duration.ofNanos(System.nanoTime() - called).toMillis());
        Await.until("audio and pictures come on both sides",
                () -> flows(clientFlow(facade)) && flows(simulator.flow("caller")));
        MediaFlow client = clientFlow(facade).orElseThrow();
        MediaFlow server = simulator.flow("caller").orElseThrow();
        Await.until("and more of them", () -> clientFlow(facade).filter(now -> rose(client, now)).isPresent()
                && simulator.flow("caller").filter(now -> rose(server, now)).isPresent());

        get(facade.hangUp());
        Await.until("the call is gone at the server", () -> simulator.snapshot().participants().isEmpty());
        Await.until("no dialog is left", () -> service(SipUserAgents.class).statistics().dialogs() == 0);
        Await.until("no peer connection is left", () -> service(MediaEngine.class).statistics().peers() == 0);
        assertEquals("no source is left", 0, service(MediaEngine.class).statistics().sources());
        assertEquals("no sink is left", 0, service(MediaEngine.class).statistics().sinks());
        assertTrue("it stays registered", facade.isRegistered());
    }

    @Test
    public void aClientBundleWithOneReferencePlacesACall() throws Exception {
        ConferenceSimulator simulator = startSimulator("ws.port", "0");
        Bundle client = context.installBundle(Path.of(System.getProperty("client.bundle")).toUri().toString());
        try {
            client.start();
            write("server=127.0.0.1:" + simulator.addresses().wsPort().getAsInt(),
                    "domain=" + simulator.addresses().domain(), "transport=WS", "user=caller", "password=" + PASSWORD);
            Await.until("the client's call is in its room and heard", () -> simulator.flow("caller")
                    .filter(flow -> flow.audioReceived() > 0).isPresent());
        } finally {
            client.uninstall();
        }
        Await.until("the call has gone with its connector", () -> {
            Files.deleteIfExists(file());
            return simulator.snapshot().participants().isEmpty();
        });
    }

    @Test
    public void aDrainedConnectorFinishesItsCallAndTakesNoneEitherWayUntilReopened() throws Exception {
        ConferenceSimulator simulator = startSimulator("ws.port", "0");
        write("server=127.0.0.1:" + simulator.addresses().wsPort().getAsInt(), "domain=" + simulator.addresses().domain(),
                "transport=WS", "user=caller", "password=" + PASSWORD, "connectOnStart=true");
        Connector connector = registered();
        Await.until("the server knows it", () -> simulator.snapshot().registered().contains("caller"));
        SipConnectorFacade facade = connector.manager(SipConnectorFacade.class);
        get(facade.callToServer("600"));
        CompletionStage<Void> drained = connector.manager(SipConnector.class).drain();
        Await.until("it is drained", () -> connector.manager(SipConnector.class).snapshot().draining());
        assertTrue("the call goes on", facade.manager(CallManager.class).isCallActive());
        assertFalse("it is not empty yet", drained.toCompletableFuture().isDone());

        get(facade.hangUp());
        get(drained);
        assertTrue("outgoing", error(facade.callToServer("600")) instanceof DrainingException);
        Path trace = Files.createTempDirectory("drain").resolve("wire.pcap");
        service(SipTraces.class).trace(connector.id(),
                new SipTraces.TraceSettings(false, Optional.of(trace), Optional.empty()));
        String refusal = error(simulator.invite("caller", "600")).toString();
        assertTrue(refusal, refusal.contains("503"));
        service(SipTraces.class).stopTrace(connector.id());
        Await.until("503 that says when to call again", () -> {
            String wire = Files.readString(trace, ISO_8859_1);
            return wire.contains("SIP/2.0 503") && wire.contains("Retry-After: 60");
        });

        get(connector.manager(SipConnector.class).undrain());
        get(facade.callToServer("600"));
        get(facade.hangUp());
        Await.until("the call is gone at the server", () -> simulator.snapshot().participants().isEmpty());
    }

    @Test
    public void aConfigurationChangedDuringACallDropsNothingAndHoldsWhenTheCallIsOver() throws Exception {
        ConferenceSimulator simulator = startSimulator("ws.port", "0");
        String server = "server=127.0.0.1:" + simulator.addresses().wsPort().getAsInt();
        String domain = "domain=" + simulator.addresses().domain();
        String password = "password=" + PASSWORD;
        write(server, domain, "transport=WS", "user=caller", password, "connectOnStart=true", "displayName=Before");
        Connector connector = registered();
        CallManager calls = connector.manager(CallManager.class);
        ConnectionManager connection = connector.manager(ConnectionManager.class);
        SipConnectorFacade facade = connector.manager(SipConnectorFacade.class);
        PeerId call = get(facade.callToServer("600"));

        Await.until("the file is read", () -> {
            if (!Files.readString(file(), UTF_8).contains("call.video=none")) {
                write(server, domain, "transport=WS", "user=caller", password, "connectOnStart=true", "displayName=After",
                        "call.video=none");
            }
            return connector.configuration().displayName().equals("After");
        });
        assertTrue("the call goes on", calls.isCallActive());
        assertEquals("on the same connection", Optional.of(call), calls.snapshot().activePeer());
        assertEquals("registered as before", "Before", connection.snapshot().configuration().orElseThrow().parameters().account().displayName());
        assertEquals("sending as before", 2, calls.snapshot().media().senders().stream()
                .filter(sender -> sender.track().isPresent()).count());

        get(facade.hangUp());
        Await.until("registered anew", () -> facade.isRegistered()
                && connection.snapshot().configuration().filter(now -> now.parameters().account().displayName().equals("After")).isPresent());
        get(facade.callToServer("600"));
        assertEquals("the next call sends no picture", List.of(MediaKind.AUDIO), calls.snapshot().media().senders().stream()
                .flatMap(sender -> sender.track().stream()).map(LocalTrack::kind).toList());
        get(facade.hangUp());
    }

    @Test
    public void stoppingTheBundlesEndsCallAndRegistrationPolitely() throws Exception {
        ConferenceSimulator simulator = startSimulator("ws.port", "0");
        write("server=127.0.0.1:" + simulator.addresses().wsPort().getAsInt(), "domain=" + simulator.addresses().domain(),
                "transport=WS", "user=caller", "password=" + PASSWORD, "connectOnStart=true");
        Connector connector = registered();
        get(connector.manager(SipConnectorFacade.class).callToServer("600"));
        Bundle standby = bundle("org.sipconnector.standby");
        Bundle kernel = bundle("org.sipconnector.kernel");
        standby.stop();
        try {
            kernel.stop();
            Await.until("the server has heard BYE", () -> simulator.snapshot().participants().isEmpty());
            Await.until("and that it is no longer registered", () -> simulator.snapshot().registered().isEmpty());
            Await.until("nothing is left of it", () -> service(SipUserAgents.class).statistics().dialogs() == 0
                    && service(MediaEngine.class).statistics().peers() == 0);
        } finally {
            standby.start();
            kernel.start();
        }
        Await.until("another kernel", () -> context.getServiceReference(Connectors.class) != null);
        connectors = service(Connectors.class);
        registered();
    }

    @Test
    public void aWrongPasswordIsOneAttemptWithAClearErrorAndPuttingItRightHeals() throws Exception {
        ConferenceSimulator simulator = startSimulator("ws.port", "0");
        String server = "server=127.0.0.1:" + simulator.addresses().wsPort().getAsInt();
        String domain = "domain=" + simulator.addresses().domain();
        write(server, domain, "transport=WS", "user=caller", "password=wrong", "connectOnStart=true");
        Connector connector = connector();

        Await.until("it gave up", () -> autoConnect(connector).state() == AutoConnectorState.ERROR_TERMINAL);
        AutoConnectorSnapshot gaveUp = autoConnect(connector);
        assertEquals("attempts", 1, gaveUp.attempts());
        assertFalse("it is not about to try again", gaveUp.cycle().attemptInProgress());
        String error = gaveUp.lastError().orElseThrow();
        assertTrue(error, error.contains("401") || error.contains("403"));
        assertFalse(error, error.contains("wrong"));
        assertTrue("the server knows nobody", simulator.snapshot().registered().isEmpty());
        wrongPasswordWasTold();

        Await.until("registered with the right password", () -> {
            if (!Files.readString(file(), UTF_8).contains("password=" + PASSWORD)) {
                write(server, domain, "transport=WS", "user=caller", "password=" + PASSWORD, "connectOnStart=true");
            }
            return isRegistered(connector);
        });
    }

    @Test
    public void anUnreachableServerIsReportedAndTriedAgainUntilItIsThere() throws Exception {
        int port = freePort();
        write("server=127.0.0.1:" + port, "transport=WS", "user=caller", "password=" + PASSWORD, "domain=127.0.0.1",
                "connectOnStart=true");
        Connector connector = connector();
        Await.until("a second attempt", () -> autoConnect(connector).attempts() >= 2);
        String error = autoConnect(connector).lastError().orElseThrow();
        assertTrue(error, error.contains("Connection refused"));

        ConferenceSimulator simulator = startSimulator("ws.port", Integer.toString(port));

        Await.until("registered", () -> isRegistered(connector));
        Await.until("the server knows it", () -> simulator.snapshot().registered().contains("caller"));
    }

    /** What a wrong password leaves in the log, where the container keeps one to read. */
    protected void wrongPasswordWasTold() throws Exception {}

    private ConferenceSimulator startSimulator(String key, String port) throws Exception {
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put("wss.port", "-1");
        settings.put(key, port);
        settings.put("users", new String[] {"caller:" + PASSWORD});
        configurations.getConfiguration(SIMULATOR, "?").update(settings);
        Await.until("simulator listens", () -> context.getServiceReference(ConferenceSimulator.class) != null);
        return service(ConferenceSimulator.class);
    }

    private Connector registered() throws Exception {
        Connector connector = connector();
        Await.until("registered", () -> isRegistered(connector));
        return connector;
    }

    private Connector connector() throws Exception {
        Await.until("connector", () -> connectors.find(ConnectorId.of(ID)).isPresent());
        Connector connector = connectors.find(ConnectorId.of(ID)).orElseThrow();
        Await.until("its managers", () -> MANAGERS.stream().allMatch(connector::has));
        return connector;
    }

    private static boolean isRegistered(Connector connector) {
        return connector.manager(SipConnectorFacade.class).isRegistered();
    }

    private static AutoConnectorSnapshot autoConnect(Connector connector) {
        return connector.manager(AutoConnectorManager.class).snapshot();
    }

    private Optional<MediaFlow> clientFlow(SipConnectorFacade facade) {
        return facade.activePeer().flatMap(service(MediaEngine.class)::flow);
    }

    private static boolean flows(Optional<MediaFlow> flow) {
        return flow.filter(now -> now.audioReceived() > 0 && now.framesReceived() > 0).isPresent();
    }

    private static boolean rose(MediaFlow before, MediaFlow now) {
        return now.audioReceived() > before.audioReceived() && now.framesReceived() > before.framesReceived()
                && now.audioSent() > before.audioSent() && now.framesSent() > before.framesSent();
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .findFirst().orElseThrow();
    }

    private <T> T service(Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    private void write(String... lines) throws Exception {
        Files.writeString(file(), String.join("\n", lines) + "\n", UTF_8);
    }

    private Path file() {
        return etc().resolve("org.sipconnector.connector~" + ID + ".cfg");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Throwable error(CompletionStage<?> stage) {
        try {
            get(stage);
        } catch (CompletionException failed) {
            return failed.getCause();
        }
        throw new AssertionError("succeeded");
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(40, TimeUnit.SECONDS).join();
    }
}
