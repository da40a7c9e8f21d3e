/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.simulator.ConferenceSimulator;

/**
 * Every manager is replaced again and again, in place and side by side, while connectors call, hang up, talk to the server
 * and are talked to. Nothing may fail, get lost, come twice or out of order, and no call may drop.
 *
 * <p>The size is set by {@code load.connectors}, {@code load.calls} and {@code load.rounds}; the figures go to
 * {@code target/update-under-load.txt}. The peer in the same run is what others do for an update: hang up and call again.
 */
public abstract class UpdateUnderLoadStory {

    private static final int CONNECTORS = Integer.getInteger("load.connectors", 40);
    private static final int CALLS = Integer.getInteger("load.calls", 20);
    private static final int ROUNDS = Integer.getInteger("load.rounds", 4);
    private static final int WITH_MEDIA = Integer.getInteger("load.media", 5);
    /** Operations of each connector without an update, to compare with. */
    private static final int QUIET = Integer.getInteger("load.quiet", 20);
    private static final long SEED = 20260101;

    @Inject
    protected BundleContext context;

    @Inject
    protected Connectors connectors;

    @Inject
    protected ConfigurationAdmin configurations;

    @Inject
    protected UpdateHistory history;

    @Test
    public void nothingIsLostWhileEveryManagerIsReplaced() throws Exception {
        ConferenceSimulator simulator = startSimulator();
        Map<String, List<Integer>> heard = new ConcurrentHashMap<>();
        ServiceRegistration<ConnectorListener> listener = listen(heard);
        List<LoadedConnector> loaded = new ArrayList<>();
        for (int i = 0; i < CONNECTORS; i++) {
            loaded.add(new LoadedConnector(connectors, simulator, "u" + i, waits));
        }
        for (LoadedConnector each : loaded) {
            each.connect();
        }
        List<LoadedConnector> inCall = loaded.subList(0, CALLS);
        for (int i = 0; i < CALLS; i++) {
            inCall.get(i).call("room" + i % 10, i < WITH_MEDIA);
        }
        List<LoadedConnector> comingAndGoing = loaded.subList(CALLS, Math.min(CONNECTORS, CALLS + 3));
        inCall.forEach(each -> each.talkBothWays(context));
        comingAndGoing.forEach(LoadedConnector::callAndHangUpAgainAndAgain);

        Await.until("operations are done without an update", () -> waits.operations() >= QUIET * CALLS);
        List<WeakReference<ClassLoader>> old = replaceEverything(inCall);

        loaded.forEach(LoadedConnector::stopTalking);
        loaded.forEach(LoadedConnector::awaitSilence);
        report(inCall, comingAndGoing, heard);
        for (LoadedConnector each : inCall) {
            each.assertTalkedWithoutLoss(heard.getOrDefault(each.user(), List.of()));
            each.assertInCall();
        }
        for (LoadedConnector each : comingAndGoing) {
            each.assertNoFailures();
        }
        assertOldCodeIsCollected(old);
        listener.unregister();
        for (LoadedConnector each : loaded) {
            each.close();
        }
        Await.until("the server holds nothing", () -> simulator.snapshot().participants().isEmpty());
        configurations.getConfiguration("org.sipconnector.simulator", "?").delete();
    }

    private ConferenceSimulator startSimulator() throws Exception {
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put("wss.port", "-1");
        settings.put("ws.port", "0");
        settings.put("users", java.util.stream.IntStream.range(0, CONNECTORS).mapToObj(i -> "u" + i + ":pw")
                .toArray(String[]::new));
        configurations.getConfiguration("org.sipconnector.simulator", "?").update(settings);
        Await.until("simulator listens", () -> context.getServiceReference(ConferenceSimulator.class) != null);
        return context.getService(context.getServiceReference(ConferenceSimulator.class));
    }

    private ServiceRegistration<ConnectorListener> listen(Map<String, List<Integer>> heard) {
        return context.registerService(ConnectorListener.class, (connector, event) -> {
            if (event instanceof ServerApiEvent.WebcastStarted numbered) {
                heard.computeIfAbsent(connector.value(), first -> Collections.synchronizedList(new ArrayList<>()))
                        .add(Integer.valueOf(numbered.conference()));
            }
        }, null);
    }

    private List<WeakReference<ClassLoader>> replaceEverything(List<LoadedConnector> inCall) throws Exception {
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<Bundle> managers = managers();
            Collections.shuffle(managers, random);
            for (Bundle bundle : managers) {
                old.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
                int before = history.updates().isEmpty() ? 0 : count();
                boolean inPlace = random.nextBoolean();
                long begin = inPlace ? inPlace(bundle) : sideBySide(bundle);
                Await.until(bundle.getSymbolicName() + " is replaced", () -> count() > before && history.missing().isEmpty());
                waits.update(inPlace ? Update.Way.IN_PLACE : Update.Way.SIDE_BY_SIDE, begin);
                inCall.get(random.nextInt(inCall.size())).assertInCall();
            }
        }
        return old;
    }

    private final List<Update> seen = new ArrayList<>();
    private final OperationWaits waits = new OperationWaits();

    /** All updates so far; the history itself keeps the last hundred. */
    private int count() {
        for (Update update : history.updates()) {
            if (!seen.contains(update)) {
                seen.add(update);
            }
        }
        return seen.size();
    }

    /** Returns when it began. */
    private static long inPlace(Bundle bundle) throws Exception {
        try (InputStream newer = NewerBundle.of(bundle)) {
            long begin = System.nanoTime();
            bundle.update(newer);
            return begin;
        }
    }

    /** Returns when it began. */
    private long sideBySide(Bundle older) throws Exception {
        try (InputStream content = NewerBundle.of(older)) {
            long begin = System.nanoTime();
            Bundle newer = context.installBundle("load:" + older.getSymbolicName() + "/" + begin, content);
            newer.start();
            older.uninstall();
            return begin;
        }
    }

    private List<Bundle> managers() throws Exception {
        Map<String, Bundle> byName = new TreeMap<>();
        for (ServiceReference<?> reference : context.getAllServiceReferences("org.sipconnector.kernel.ManagerFactory", null)) {
            byName.put(reference.getBundle().getSymbolicName(), reference.getBundle());
        }
        return new ArrayList<>(byName.values());
    }

    private void assertOldCodeIsCollected(List<WeakReference<ClassLoader>> old) throws Exception {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(managers(), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        assertTrue("refreshed", refreshed.await(60, TimeUnit.SECONDS));
        Await.until("managers are at work again", () -> history.missing().isEmpty());
        Await.until("old class loaders are unreachable", () -> {
            System.gc();
            return old.stream().allMatch(reference -> reference.get() == null);
        });
    }

    private void report(List<LoadedConnector> inCall, List<LoadedConnector> comingAndGoing, Map<String, List<Integer>> heard)
            throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("Method: " + CONNECTORS + " connectors, " + CALLS + " in calls (" + WITH_MEDIA + " with sound and picture), "
                + comingAndGoing.size() + " calling and hanging up; every manager replaced " + ROUNDS
                + " times in random order; gap = time in which a lane could not work off messages, the longest of all lanes.");
        Map<Update.Way, List<Duration>> gaps = new TreeMap<>();
        seen.forEach(update -> gaps.computeIfAbsent(update.way(), way -> new ArrayList<>()).add(update.longestGap()));
        gaps.forEach((way, all) -> lines.add("Gap " + way + ": " + Figures.of(all)));
        lines.addAll(waits.lines());
        List<Duration> setUps = comingAndGoing.stream().flatMap(each -> each.setUps().stream()).toList();
        Figures peer = Figures.of(setUps);
        lines.add("Peer in the same run, hang up and call again: " + peer);
        gaps.forEach((way, all) -> lines.add(String.format(java.util.Locale.ROOT, "Ratio peer to gap, %s: %.0f", way,
                peer.medianMillis() / Figures.of(all).medianMillis())));
        lines.add("Operations of clients: " + inCall.stream().mapToInt(LoadedConnector::said).sum() + ", failed: "
                + inCall.stream().mapToInt(LoadedConnector::failures).sum());
        lines.add("Numbered events heard: " + heard.values().stream().mapToInt(List::size).sum());
        lines.add("Calls made and ended meanwhile: " + setUps.size());
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        lines.add("Heap in use: " + used / 1_000_000 + " MB");
        Path file = Path.of(System.getProperty("load.report", "update-under-load.txt"));
        Files.write(file, lines);
        lines.forEach(System.out::println);
        assertEquals("updates with failures", List.of(), seen.stream().filter(update -> !update.failures().isEmpty()).toList());
    }
}
