/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.Secret;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;

/** A call with sound and picture is up before each test; what must be true of it whatever is done to the bundles. */
public abstract class CallStory {

    private static final String SIMULATOR = "org.sipconnector.simulator";

    @Inject
    protected BundleContext context;

    @Inject
    protected Connectors connectors;

    @Inject
    protected ConfigurationAdmin configurations;

    @Inject
    protected UpdateHistory history;

    private ConferenceSimulator simulator;
    private Connector connector;
    protected SipConnectorFacade facade;
    private int keys;

    @Before
    public void callARoom() throws Exception {
        Await.until("media is ready", () -> context.getServiceReference(MediaEngine.class) != null
                && context.getService(context.getServiceReference(MediaEngine.class)).health().state() == MediaHealth.State.READY);
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put("wss.port", "0");
        settings.put("users", new String[] {"caller:pw"});
        configurations.getConfiguration(SIMULATOR, "?").update(settings);
        Await.until("simulator listens", () -> context.getServiceReference(ConferenceSimulator.class) != null);
        simulator = context.getService(context.getServiceReference(ConferenceSimulator.class));
        connector = connectors.open(ConnectorConfiguration.builder("caller")
                .server("127.0.0.1:" + simulator.addresses().wssPort().getAsInt()).domain(simulator.addresses().domain())
                .account("caller", Secret.of("pw"))
                .trust(TlsTrust.caFile(simulator.addresses().caFile().orElseThrow().toString())).build());
        facade = connector.manager(SipConnectorFacade.class);
        assertTrue(get(facade.connectToServer()).successful());
        get(facade.callToServer("600"));
        Await.until("media flows both ways", () -> framesReceived() > 0 && framesAtServer() > 0);
    }

    @After
    public void hangUp() throws Exception {
        get(connector.close());
        Await.until("the call is gone at the server", () -> simulator.snapshot().participants().isEmpty());
        configurations.getConfiguration(SIMULATOR, "?").delete();
        Await.until("simulator gone", () -> context.getServiceReference(ConferenceSimulator.class) == null);
    }

    /** Begins anew, with services looked up now: the call that was up is lost, perhaps with what served it. */
    protected void callAgain() throws Exception {
        Await.until("there is a kernel", () -> context.getServiceReference(Connectors.class) != null);
        connectors = context.getService(context.getServiceReference(Connectors.class));
        for (Connector left : connectors.all()) {
            get(left.close());
        }
        callARoom();
    }

    /** The ids of all services a client can find for a connector. */
    protected List<Long> connectorServices() throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(null, "(connector.id=*)");
        return Arrays.stream(found).map(reference -> (Long) reference.getProperty("service.id")).sorted().toList();
    }

    protected Bundle bundle(String folder) {
        return Arrays.stream(context.getBundles())
                .filter(each -> each.getSymbolicName().equals("org.sipconnector." + folder)).findFirst().orElseThrow();
    }

    /** Identity, last change, state and wiring of every bundle but these. */
    protected Map<Long, String> stateOfOthers(Bundle... but) {
        Map<Long, String> states = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (!List.of(but).contains(bundle)) {
                BundleWiring wiring = bundle.adapt(BundleWiring.class);
                states.put(bundle.getBundleId(), bundle.getSymbolicName() + " " + bundle.getLastModified() + " "
                        + bundle.getState() + " " + System.identityHashCode(wiring));
            }
        }
        return states;
    }

    protected void refresh(Bundle bundle) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        assertTrue(done.await(60, TimeUnit.SECONDS));
    }

    protected void assertCallGoesOn(String after) throws Exception {
        String key = nextKey();
        get(facade.sendDtmf(key));
        Await.until("the server hears the key after " + after, () -> participant().reports().tones().endsWith(key));
        assertPicturesGoOn(after);
    }

    /** The same but for the key, which takes most of the time. */
    protected void assertPicturesGoOn(String after) throws Exception {
        long received = framesReceived();
        long atServer = framesAtServer();
        Await.until("pictures go on both ways after " + after,
                () -> framesReceived() > received && framesAtServer() > atServer);
        assertEquals(after, CallState.IN_CALL, connector.manager(CallManager.class).snapshot().state());
        assertTrue(after, facade.isRegistered());
    }

    protected Connector connector() {
        return connector;
    }

    protected String nextKey() {
        return Integer.toString(keys++ % 10);
    }

    protected int participants() {
        return simulator.snapshot().participants().size();
    }

    protected ParticipantSnapshot participant() {
        return simulator.snapshot().participant("caller").orElseThrow();
    }

    private long framesAtServer() {
        try {
            return simulator.flow("caller").map(flow -> flow.framesReceived()).orElse(0L);
        } catch (SipConnectorException beingReplaced) {
            return 0;
        }
    }

    private long framesReceived() {
        MediaEngine engine = context.getService(context.getServiceReference(MediaEngine.class));
        try {
            return facade.activePeer().flatMap(engine::flow).map(flow -> flow.framesReceived()).orElse(0L);
        } catch (SipConnectorException beingReplaced) {
            return 0;
        }
    }

    protected static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(40, TimeUnit.SECONDS).join();
    }
}
