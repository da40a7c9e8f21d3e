/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.test.Await;
import org.sipconnector.test.CallStory;
import org.sipconnector.test.NewerBundle;

/**
 * The table of docs/updating.md: each bundle in each way, one after the other, while one call with sound and picture is up.
 * A test is a row of the table; a cell that does not keep the call is named, and the call is made again for the next.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UpdateWaysIT extends CallStory {

    private static final int STOPPED_SECONDS = 3;

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector-simulator")};
    }

    private interface Change {
        void of(Bundle bundle) throws Exception;
    }

    private record Way(String name, Change change) {}

    private final Way restart = new Way("restart", bundle -> {
        bundle.stop();
        bundle.start();
    });
    private final Way stopped = new Way("stop, start after some seconds", bundle -> stopForSeconds(List.of(bundle)));
    private final Way refresh = new Way("bundle:refresh", this::refresh);
    private final Way update = new Way("bundle:update", UpdateWaysIT::update);
    private final Way updateAndRefresh = new Way("bundle:update -r", bundle -> {
        update(bundle);
        refresh(bundle);
    });

    private static void stopForSeconds(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            bundle.stop();
        }
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(STOPPED_SECONDS, TimeUnit.SECONDS)).join();
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private static void update(Bundle bundle) throws Exception {
        try (InputStream newer = NewerBundle.of(bundle)) {
            bundle.update(newer);
        }
    }

    @Test
    public void theKernelInEveryWay() throws Exception {
        assertCallsGoOn("org.sipconnector.kernel", restart, stopped, refresh, update, updateAndRefresh);
    }

    @Test
    public void theStandbyInEveryWay() throws Exception {
        assertCallsGoOn("org.sipconnector.standby", restart, stopped, refresh, update, updateAndRefresh);
    }

    @Test
    public void theSipFoundationInEveryWay() throws Exception {
        assertCallsGoOn("org.sipconnector.sip", restart, stopped, refresh, update, updateAndRefresh);
    }

    @Test
    public void theMediaFoundationIsRestartedStoppedAndUpdated() throws Exception {
        assertCallsGoOn("org.sipconnector.media", restart, stopped, update);
    }

    @Test
    public void theSmallFoundationsInEveryWay() throws Exception {
        assertCallsGoOn("org.sipconnector.http", restart, stopped, refresh, update, updateAndRefresh);
        assertCallsGoOn("org.sipconnector.network-events", restart, stopped, refresh, update, updateAndRefresh);
    }

    @Test
    public void managersInEveryWay() throws Exception {
        for (String manager : List.of("call", "connection", "session", "connector", "facade")) {
            assertCallsGoOn("org.sipconnector." + manager, restart, stopped, refresh, update, updateAndRefresh);
        }
    }

    /** In place and side by side is tried with all of them elsewhere. */
    @Test
    public void theOtherManagersAreRestartedStoppedAndRefreshed() throws Exception {
        List<Bundle> others = Stream.of("auto-connector", "call-history", "call-reconnect", "conference-state", "connection-queue",
                "incoming-call", "presentation", "server-api", "stats", "stream-health", "video-sending-balancer").map(this::bundle).toList();
        stopForSeconds(others);
        assertCallGoesOn("all other managers, stopped together");
        for (Bundle bundle : others) {
            String manager = bundle.getSymbolicName();
            for (Way way : List.of(restart, refresh, updateAndRefresh)) {
                way.change().of(bundle);
                Await.until("all managers are at work after " + manager + ", " + way.name(), this::allAtWork);
                assertPicturesGoOn(manager + ", " + way.name());
            }
        }
        assertCallGoesOn("all other managers");
    }

    /** The simulator uses Jackson, too, so that here the server is restarted and ends the call: connectors are kept. */
    @Test
    public void jacksonIsRefreshedAndConnectorsAreTakenUp() throws Exception {
        Bundle jackson = Arrays.stream(context.getBundles())
                .filter(each -> "com.fasterxml.jackson.core.jackson-databind".equals(each.getSymbolicName())).findFirst().orElseThrow();

        Optional<Update> before = takeover();

        refresh(jackson);

        Await.until("the next kernel has taken over", () -> takeover().isPresent() && !takeover().equals(before));
        assertEquals("connectors taken up", 1, takeover().orElseThrow().lanes());
        callAgain();
        assertCallGoesOn("a refresh of Jackson");
    }

    @Test
    public void nettyIsRefreshed() throws Exception {
        assertCallsGoOn("io.netty.common", restart, refresh);
        assertCallsGoOn("io.netty.handler", refresh);
    }

    @Test
    public void configurationAdminIsRestarted() throws Exception {
        assertCallsGoOn("org.apache.felix.configadmin", restart);
        configurations = context.getService(context.getServiceReference(ConfigurationAdmin.class));
    }

    private void assertCallsGoOn(String name, Way... ways) throws Exception {
        List<String> lost = new ArrayList<>();
        for (Way way : ways) {
            Bundle bundle = Arrays.stream(context.getBundles()).filter(each -> name.equals(each.getSymbolicName()))
                    .findFirst().orElseThrow();
            String cell = name + ", " + way.name();
            try {
                way.change().of(bundle);
                Await.until("all managers are at work after " + cell, this::allAtWork);
                assertCallGoesOn(cell);
            } catch (Throwable e) {
                e.printStackTrace(System.out);
                lost.add(cell + ": " + e);
                callAgain();
            }
            System.out.println("cell: " + cell + ": " + (lost.stream().anyMatch(each -> each.startsWith(cell)) ? "LOST" : "goes on"));
        }
        assertEquals("ways that lose the call", List.of(), lost);
    }

    /** The kernel's latest takeover; none while there is no kernel, too. */
    private Optional<Update> takeover() {
        ServiceReference<UpdateHistory> reference = context.getServiceReference(UpdateHistory.class);
        UpdateHistory now = reference == null ? null : context.getService(reference);
        return now == null
                ? Optional.empty()
                : now.updates().stream()
                        .filter(update -> update.manager().equals("Kernel")).reduce((first, second) -> second);
    }

    private boolean allAtWork() {
        return context.getServiceReference(UpdateHistory.class) != null
                && context.getService(context.getServiceReference(UpdateHistory.class)).missing().isEmpty();
    }
}
