package org.sipconnector.test;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
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
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.simulator.ConferenceSimulator;
import org.sipconnector.api.simulator.ParticipantSnapshot;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;

/** Managers' code is replaced while a call with sound and picture is up: the call, its media and its clients go on. */
public abstract class HotUpdateStory {

    private static final String SIMULATOR = "org.sipconnector.simulator";
    private static final String FACTORY = "org.sipconnector.kernel.ManagerFactory";

    @Inject
    protected BundleContext context;

    @Inject
    protected Connectors connectors;

    @Inject
    protected ConfigurationAdmin configurations;

    @Inject
    protected UpdateHistory history;

    @Inject
    protected Updater updater;

    private ConferenceSimulator simulator;
    private Connector connector;
    private SipConnectorFacade facade;
    private int keys;

    @Before
    public void callARoom() throws Exception {
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

    @Test
    public void everyManagerIsUpdatedInPlaceAndNothingElseIsTouched() throws Exception {
        List<Long> services = connectorServices();
        for (Bundle bundle : managers()) {
            Map<Long, String> others = stateOfOthers(bundle);
            int before = history.updates().size();
            try (InputStream newer = NewerBundle.of(bundle)) {
                bundle.update(newer);
            }
            assertUpdated(bundle, before, Update.Way.IN_PLACE);
            assertEquals(bundle.getSymbolicName() + " touched another bundle", others, stateOfOthers(bundle));
            assertCallGoesOn(bundle.getSymbolicName());
            assertEquals("clients keep their services", services, connectorServices());
        }
    }

    @Test
    public void everyManagerIsReplacedByANewerBundleBesideIt() throws Exception {
        List<Long> services = connectorServices();
        for (Bundle older : managers()) {
            int before = history.updates().size();
            Bundle newer;
            try (InputStream content = NewerBundle.of(older)) {
                newer = context.installBundle("test:newer/" + older.getSymbolicName() + "/" + System.nanoTime(), content);
            }
            newer.start();
            assertUpdated(newer, before, Update.Way.SIDE_BY_SIDE);
            older.uninstall();
            assertCallGoesOn(newer.getSymbolicName());
            assertEquals("clients keep their services", services, connectorServices());
        }
    }

    /** The ids of all services a client can find for a connector. */
    private List<Long> connectorServices() throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(null, "(connector.id=*)");
        return Arrays.stream(found).map(reference -> (Long) reference.getProperty("service.id")).sorted().toList();
    }

    @Test
    public void aCallMadeWhileTheCodeIsAbsentRunsWhenItIsBack() throws Exception {
        Bundle bundle = bundle("server-api");
        bundle.stop();
        assertEquals(List.of("ServerApiManager"), history.missing());
        String tones = nextKey();
        CompletionStage<Void> waiting = facade.sendDtmf(tones);
        assertFalse(waiting.toCompletableFuture().isDone());

        bundle.start();

        get(waiting);
        Await.until("the key is heard", () -> participant().tones().endsWith(tones));
    }

    @Test
    public void theRehearsedUpdateTakesOverAndRollsBack() throws Exception {
        Bundle bundle = bundle("conference-state");
        Path jar = Files.createTempFile("newer", ".jar");
        try (InputStream content = NewerBundle.of(bundle)) {
            Files.write(jar, content.readAllBytes());
        }

        Updater.Report report = updater.update("conference-state", jar.toUri().toString(), false);
        assertTrue(report.summary() + report.details(), report.done());
        assertCallGoesOn("rehearsed");

        Updater.Report back = updater.rollback("conference-state");
        assertTrue(back.summary(), back.done());
        assertCallGoesOn("rolled back");
        Files.delete(jar);
    }

    @Test
    public void aRehearsedUpdateThatIsSpoiltChangesNothing() throws Exception {
        Bundle bundle = bundle("server-api");
        long bundles = context.getBundles().length;
        for (InputStream spoilt : List.of(NewerBundle.unresolvable(bundle), throwsInAdopt(bundle), throwsOnMessages(bundle))) {
            Path jar = Files.createTempFile("spoilt", ".jar");
            Files.write(jar, spoilt.readAllBytes());
            int before = history.updates().size();

            Updater.Report report = updater.update("server-api", jar.toUri().toString(), false);

            assertFalse(report.summary(), report.done());
            assertEquals("no switch happened", before, history.updates().size());
            assertEquals("the spoilt bundle is gone", bundles, context.getBundles().length);
            assertCallGoesOn(report.summary());
            Files.delete(jar);
        }
    }

    @Test
    public void aSpoiltUpdateInPlaceIsUndone() throws Exception {
        for (int way = 0; way < 4; way++) {
            Bundle bundle = bundle("server-api");
            InputStream spoilt = switch (way) {
                case 0 -> NewerBundle.unresolvable(bundle);
                case 1 -> NewerBundle.withoutComponents(bundle);
                case 2 -> throwsInAdopt(bundle);
                default -> throwsOnMessages(bundle);
            };
            byte[] good = NewerBundle.of(bundle).readAllBytes();
            updateIgnoringFailure(bundle, spoilt);

            get(facade.sendDtmf(nextKey()));
            Await.until("code is at work again (" + way + ")", () -> history.missing().isEmpty());
            assertCallGoesOn("spoilt in way " + way);

            bundle.update(new java.io.ByteArrayInputStream(good));
            bundle.start();
            Await.until("only the mended bundle is left", () -> Arrays.stream(context.getBundles())
                    .filter(each -> each.getSymbolicName().equals(bundle.getSymbolicName())).count() == 1);
            assertCallGoesOn("mended after way " + way);
        }
    }

    @Test
    public void theOldCodeCanBeCollected() throws Exception {
        Bundle bundle = bundle("conference-state");
        WeakReference<ClassLoader> old = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        try (InputStream newer = NewerBundle.of(bundle)) {
            bundle.update(newer);
        }
        refresh(bundle);
        assertCallGoesOn("refreshed");

        Await.until("the old class loader is unreachable", () -> {
            System.gc();
            return old.get() == null;
        });
    }

    // ---- what there is

    private List<Bundle> managers() throws Exception {
        List<Bundle> found = new ArrayList<>();
        for (ServiceReference<?> reference : context.getAllServiceReferences(FACTORY, null)) {
            if (!found.contains(reference.getBundle())) {
                found.add(reference.getBundle());
            }
        }
        assertTrue("managers: " + found, found.size() >= 5);
        return found;
    }

    private Bundle bundle(String folder) {
        return Arrays.stream(context.getBundles())
                .filter(each -> each.getSymbolicName().equals("org.sipconnector." + folder)).findFirst().orElseThrow();
    }

    /** Identity, last change, state and wiring of every bundle but this one. */
    private Map<Long, String> stateOfOthers(Bundle but) {
        Map<Long, String> states = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getBundleId() != but.getBundleId()) {
                BundleWiring wiring = bundle.adapt(BundleWiring.class);
                states.put(bundle.getBundleId(), bundle.getSymbolicName() + " " + bundle.getLastModified() + " "
                        + bundle.getState() + " " + System.identityHashCode(wiring));
            }
        }
        return states;
    }

    private static InputStream throwsInAdopt(Bundle bundle) throws Exception {
        return NewerBundle.withActivator(bundle, org.sipconnector.test.spoilt.ThrowsInAdopt.class,
                List.of(org.sipconnector.test.spoilt.ThrowsInAdopt.class, org.sipconnector.test.spoilt.SpoiltFactory.class));
    }

    private static InputStream throwsOnMessages(Bundle bundle) throws Exception {
        return NewerBundle.withActivator(bundle, org.sipconnector.test.spoilt.ThrowsOnMessages.class,
                List.of(org.sipconnector.test.spoilt.ThrowsOnMessages.class,
                        org.sipconnector.test.spoilt.SpoiltFactory.class));
    }

    private static void updateIgnoringFailure(Bundle bundle, InputStream content) {
        try {
            bundle.update(content);
        } catch (org.osgi.framework.BundleException expected) {
            assertTrue(expected.getMessage(), expected.getMessage().contains("no.such.package"));
        }
    }

    private void refresh(Bundle bundle) throws Exception {
        java.util.concurrent.CountDownLatch done = new java.util.concurrent.CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        assertTrue(done.await(20, TimeUnit.SECONDS));
    }

    // ---- what must be true

    private void assertUpdated(Bundle bundle, int before, Update.Way way) throws Exception {
        Await.until(bundle.getSymbolicName() + " at work again",
                () -> history.missing().isEmpty() && history.updates().size() > before);
        for (Update update : history.updates().subList(before, history.updates().size())) {
            assertEquals(update.toString(), List.of(), update.failures());
            assertEquals(update.toString(), way, update.way());
            assertEquals(update.toString(), bundle.getVersion().toString(), update.to());
        }
    }

    private void assertCallGoesOn(String after) throws Exception {
        long received = framesReceived();
        long atServer = framesAtServer();
        String key = nextKey();
        get(facade.sendDtmf(key));
        Await.until("the server hears the key after " + after, () -> participant().tones().endsWith(key));
        Await.until("pictures go on both ways after " + after,
                () -> framesReceived() > received && framesAtServer() > atServer);
        assertEquals(after, CallState.IN_CALL, connector.manager(CallManager.class).snapshot().state());
        assertTrue(after, facade.isRegistered());
    }

    private String nextKey() {
        return Integer.toString(keys++ % 10);
    }

    private ParticipantSnapshot participant() {
        return simulator.snapshot().participant("caller").orElseThrow();
    }

    private long framesAtServer() {
        return simulator.flow("caller").map(flow -> flow.framesReceived()).orElse(0L);
    }

    private long framesReceived() {
        MediaEngine engine = context.getService(context.getServiceReference(MediaEngine.class));
        return facade.connector().activePeer().flatMap(engine::flow).map(flow -> flow.framesReceived()).orElse(0L);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(40, TimeUnit.SECONDS).join();
    }
}
