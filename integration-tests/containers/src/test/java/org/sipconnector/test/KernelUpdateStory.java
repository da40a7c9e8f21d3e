/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.util.tracker.ServiceTracker;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;

/** The kernel itself is replaced while a call with sound and picture is up. */
public abstract class KernelUpdateStory extends CallStory {

    private static final List<String> FOUNDATIONS =
            List.of("api", "spi", "sip", "media", "http", "network-events", "standby", "simulator-api", "conference-simulator");

    @Test
    public void theCallGoesOnAcrossAnUpdateOfTheKernel() throws Exception {
        Bundle kernel = bundle("kernel");
        Map<String, Long> untouched = lastStarted();
        Path jar = Files.createTempFile("kernel", ".jar");
        try (InputStream content = NewerBundle.of(kernel)) {
            Files.write(jar, content.readAllBytes());
        }
        String newer = NewerBundle.after(kernel).toString();

        Updater.Report report = service(Updater.class).update("kernel", jar.toUri().toString(), false);

        assertTrue(report.summary() + report.details(), report.done());
        Update update = takeover(newer);
        System.out.println("kernel update: " + update.lanes() + " connector, gap " + update.longestGap().toMillis() + " ms");
        assertEquals(newer, kernel.getVersion().toString());
        assertEquals("foundations were not touched", untouched, lastStarted());
        assertCallGoesOn("update of the kernel");
        Files.delete(jar);
    }

    @Test
    public void theCallGoesOnAcrossAPlainUpdateAndAnUpdateWithRefresh() throws Exception {
        Bundle kernel = bundle("kernel");
        assertAnotherKernelAfter(() -> update(kernel));
        assertCallGoesOn("plain update of the kernel");

        assertAnotherKernelAfter(() -> refresh(kernel));
        assertCallGoesOn("refresh after the plain update of the kernel");

        assertAnotherKernelAfter(() -> {
            update(kernel);
            refresh(kernel);
        });
        assertCallGoesOn("update of the kernel with a refresh");
        assertTrue("the history tells the takeover", service(UpdateHistory.class).updates().stream().anyMatch(
                update -> update.manager().equals("Kernel") && update.to().equals(kernel.getVersion().toString())));
    }

    /** What a component does that opens its connector, and when it ends closes it and waits for a last thing. */
    private final class Owner extends ServiceTracker<Connectors, Connector> {

        private final CompletableFuture<Void> lastThing = new CompletableFuture<>();
        private boolean began;

        Owner() {
            super(KernelUpdateStory.this.context, Connectors.class, null);
        }

        @Override
        public Connector addingService(ServiceReference<Connectors> reference) {
            Connector mine = began ? context.getService(reference).open(connector().configuration()) : connector();
            began = true;
            return mine;
        }

        @Override
        public void removedService(ServiceReference<Connectors> reference, Connector mine) {
            mine.close();
            if (!lastThing.isDone()) {
                get(facade.sendDtmf(nextKey()));
                lastThing.complete(null);
            }
        }
    }

    @Test
    public void theCallGoesOnWhoseOwnerEndsWithTheServiceOfTheKernel() throws Exception {
        Owner owner = new Owner();
        owner.open();

        assertAnotherKernelAfter(() -> {
            bundle("kernel").stop();
            bundle("kernel").start();
        });

        get(owner.lastThing);
        assertCallGoesOn("a restart of the kernel that ended the call's owner");
        owner.close();
        Await.until("it was the owner's", () -> participants() == 0);
    }

    private static void update(Bundle bundle) throws Exception {
        try (InputStream content = NewerBundle.of(bundle)) {
            bundle.update(content);
        }
    }

    @Test
    public void theCallGoesOnAcrossARestartAndARefreshOfTheKernel() throws Exception {
        Bundle kernel = bundle("kernel");
        assertAnotherKernelAfter(() -> {
            kernel.stop();
            kernel.start();
        });
        assertCallGoesOn("a restart of the kernel");

        assertAnotherKernelAfter(() -> refresh(kernel));
        assertCallGoesOn("a refresh of the kernel");
    }

    @Test
    public void theCallGoesOnWhenTheKernelIsStoppedForSomeSecondsAndStarted() throws Exception {
        Bundle kernel = bundle("kernel");
        assertAnotherKernelAfter(() -> {
            kernel.stop();
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(8, TimeUnit.SECONDS)).join();
            kernel.start();
        });
        assertCallGoesOn("a stop of the kernel for 8 s");
    }

    @Test
    public void theCallGoesOnWhenTheKernelsConfigurationChanges() throws Exception {
        Configuration configuration = configurations.getConfiguration("org.sipconnector.kernel", "?");
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("absence.seconds", 31);

        UpdateHistory before = service(UpdateHistory.class);
        configuration.update(properties);
        assertCallGoesOn("another configuration of the kernel");
        configuration.delete();
        assertCallGoesOn("no configuration of the kernel");
        assertTrue("the kernel was not restarted", before == service(UpdateHistory.class));
    }

    private interface Change {
        void apply() throws Exception;
    }

    private void assertAnotherKernelAfter(Change change) throws Exception {
        UpdateHistory before = service(UpdateHistory.class);
        change.apply();
        Await.until("another kernel is at work", () -> present(UpdateHistory.class)
                && service(UpdateHistory.class) != before && service(UpdateHistory.class).missing().isEmpty());
    }

    @Test
    public void theFormerKernelComesBackOnRequestWithTheCall() throws Exception {
        Bundle kernel = bundle("kernel");
        String former = kernel.getVersion().toString();
        Path jar = Files.createTempFile("kernel", ".jar");
        try (InputStream content = NewerBundle.of(kernel)) {
            Files.write(jar, content.readAllBytes());
        }
        assertTrue(service(Updater.class).update("kernel", jar.toUri().toString(), false).done());

        Updater.Report report = service(Updater.class).rollback("kernel");

        assertTrue(report.summary(), report.done());
        assertEquals(former, kernel.getVersion().toString());
        assertEquals(Update.Way.ROLLBACK, takeover(former).way());
        assertCallGoesOn("the way back to the former kernel");
        Files.delete(jar);
    }

    @Test
    public void aKernelThatDoesNotResolveChangesNothing() throws Exception {
        Bundle kernel = bundle("kernel");
        Map<Long, String> before = stateOfOthers();
        Path jar = Files.createTempFile("kernel", ".jar");
        try (InputStream content = NewerBundle.unresolvable(kernel)) {
            Files.write(jar, content.readAllBytes());
        }

        Updater.Report report = service(Updater.class).update("kernel", jar.toUri().toString(), false);

        assertFalse(report.summary(), report.done());
        assertTrue(report.summary(), report.summary().contains("no.such.package"));
        assertEquals(before, stateOfOthers());
        assertCallGoesOn("a kernel that does not resolve");
        Files.delete(jar);
    }

    @Test
    public void aKernelThatManagersAtWorkDoNotFitIsRefusedBeforeAnythingIsStopped() throws Exception {
        Bundle kernel = bundle("kernel");
        UpdateHistory before = service(UpdateHistory.class);
        Map<Long, String> others = stateOfOthers();
        Path jar = Files.createTempFile("kernel", ".jar");
        try (InputStream content = NewerBundle.withFormerKernelPackage(kernel)) {
            Files.write(jar, content.readAllBytes());
        }

        Updater.Report report = service(Updater.class).update("kernel", jar.toUri().toString(), false);

        assertFalse(report.summary(), report.done());
        assertTrue(report.summary(), report.summary().matches("auto-connector, call, .* need org\\.sipconnector\\.kernel \\[1\\.1\\.0,2\\.0\\.0\\),"
                + " which kernel [0-9.]+ does not export: replace them first"));
        assertEquals("nothing was touched", others, stateOfOthers());
        assertTrue("the kernel was not restarted", before == service(UpdateHistory.class));
        assertCallGoesOn("a kernel that managers do not fit");
        Files.delete(jar);
    }

    @Test
    public void aKernelThatDoesNotWorkIsReplacedByTheFormer() throws Exception {
        Bundle kernel = bundle("kernel");
        Path jar = Files.createTempFile("kernel", ".jar");
        try (InputStream content = NewerBundle.withoutComponents(kernel)) {
            Files.write(jar, content.readAllBytes());
        }
        String former = kernel.getVersion().toString();

        Updater.Report report = service(Updater.class).update("kernel", jar.toUri().toString(), false);

        assertFalse(report.summary(), report.done());
        assertEquals(former, kernel.getVersion().toString());
        Await.until("managers are at work again", () -> service(UpdateHistory.class).missing().isEmpty());
        assertCallGoesOn("a kernel that does not work");
        Files.delete(jar);
    }

    private <T> T service(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return context.getService(reference);
    }

    private boolean present(Class<?> type) {
        return context.getServiceReference(type) != null;
    }

    /** The kernel's latest entry: managers' own may follow it. */
    private Update takeover(String to) {
        return service(UpdateHistory.class).updates().stream()
                .filter(update -> update.manager().equals("Kernel") && update.to().equals(to))
                .reduce((first, second) -> second).orElseThrow();
    }

    /** The service ids of the foundations' own services: other ones when they were restarted. */
    private Map<String, Long> lastStarted() {
        Map<String, Long> services = new TreeMap<>();
        for (String folder : FOUNDATIONS) {
            ServiceReference<?>[] registered = bundle(folder).getRegisteredServices();
            services.put(folder, registered == null
                    ? 0L
                    : Arrays.stream(registered)
                            .mapToLong(reference -> (Long) reference.getProperty("service.id")).sum());
        }
        return services;
    }
}
