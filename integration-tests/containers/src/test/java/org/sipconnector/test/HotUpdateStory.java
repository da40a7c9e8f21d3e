/*
 * SPDX-License-Identifier: Apache-2.0
 */
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.Updater;
import org.sipconnector.spi.media.MediaEngine;

/** Managers' code is replaced while a call with sound and picture is up: the call, its media and its clients go on. */
public abstract class HotUpdateStory extends CallStory {

    private static final String FACTORY = "org.sipconnector.kernel.ManagerFactory";

    @Inject
    protected Updater updater;

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
        Await.until("the key is heard", () -> participant().reports().tones().endsWith(tones));
    }

    @Test
    public void theRehearsedUpdateOfEveryManagerTakesOverAndRollsBack() throws Exception {
        for (Bundle bundle : managers()) {
            String manager = bundle.getSymbolicName();
            Path jar = Files.createTempFile("newer", ".jar");
            try (InputStream content = NewerBundle.of(bundle)) {
                Files.write(jar, content.readAllBytes());
            }

            Updater.Report report = updater.update(manager, jar.toUri().toString(), false);
            assertTrue(manager + ": " + report.summary() + report.details(), report.done());
            assertPicturesGoOn("the rehearsed update of " + manager);

            Updater.Report back = updater.rollback(manager);
            assertTrue(manager + ": " + back.summary(), back.done());
            assertPicturesGoOn("the way back of " + manager);
            Files.delete(jar);
        }
        assertCallGoesOn("the way back of all");
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
    public void aManagerThatNeedsANewerKernelIsRefusedInALineThatNamesTheKernel() throws Exception {
        Bundle bundle = bundle("call");
        Map<Long, String> before = stateOfOthers();
        Path jar = Files.createTempFile("call", ".jar");
        try (InputStream newer = NewerBundle.withNextKernelPackage(bundle)) {
            Files.write(jar, newer.readAllBytes());
        }

        Updater.Report report = updater.update("call", jar.toUri().toString(), true);

        assertFalse(report.summary(), report.done());
        assertEquals("org.sipconnector.call " + NewerBundle.after(bundle) + " needs org.sipconnector.kernel [" + NewerBundle.NEXT_KERNEL_PACKAGE
                + ",2.0.0), and kernel " + bundle("kernel").getVersion() + " exports 1.1.0: update kernel first", report.summary());
        assertEquals("nothing was touched", before, stateOfOthers());
        assertCallGoesOn("a manager that needs a newer kernel");
        Files.delete(jar);
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

    @Test
    public void theMediaFoundationIsReplacedAndTheCallsConnectionsAreMadeAgain() throws Exception {
        Bundle media = bundle("media");
        List<Long> services = connectorServices();
        Map<Long, String> others = stateOfOthers(media);
        long libraries = loadedMediaLibraries();
        assertTrue("the native library is loaded", libraries > 0);
        try (InputStream newer = NewerBundle.of(media)) {
            media.update(newer);
        }
        assertCallGoesOn("the update of media");
        assertTold("media", media);
        refresh(media);
        assertCallGoesOn("the refresh of media");

        assertEquals("media touched another bundle", others, stateOfOthers(media));
        assertEquals("clients keep their services", services, connectorServices());
        assertEquals("the native library is not loaded again", libraries, loadedMediaLibraries());
    }

    /** Its sources are sent, and its sink hears and sees what comes. */
    private void sendAndHear(UserMedia own) throws Exception {
        get(facade.replaceMediaStream(own.stream()));
        PeerId peer = facade.activePeer().orElseThrow();
        MediaEngine engine = context.getService(context.getServiceReference(MediaEngine.class));
        engine.flow(peer).orElseThrow().tracks().forEach(flow -> engine.addSink(peer, flow.track().transceiver(), UserMedia.SINK));
        own.awaitBack("at first");
    }

    @Test
    public void servicesOfAnyBundleAreSentAndHearAndSeeWhatComesAlsoAfterAnUpdateOfMedia() throws Exception {
        try (UserMedia own = new UserMedia(context)) {
            sendAndHear(own);

            Bundle media = bundle("media");
            try (InputStream newer = NewerBundle.of(media)) {
                media.update(newer);
            }
            assertCallGoesOn("the update of media that serves a bundle");
            own.awaitBack("after the update");
        }
        get(facade.replaceMediaStream(LocalStream.of("other", Optional.of("tone:440"), Optional.of("pattern"))));
        assertCallGoesOn("the end of its sources");
    }

    @Test
    public void whatIsMutedStaysMutedWhenMediaIsReplacedAndIsHeardAndSeenAgainAfterwards() throws Exception {
        try (UserMedia own = new UserMedia(context)) {
            sendAndHear(own);
            get(facade.mute(EnumSet.allOf(MediaKind.class)));
            own.awaitMuted("when it is muted");
            long before = own.received();

            Bundle media = bundle("media");
            try (InputStream newer = NewerBundle.of(media)) {
                media.update(newer);
            }
            assertCallGoesOn("the update of media with everything muted");
            own.awaitMuted("after the update");
            assertEquals("own sound and pictures that came back although muted", before, own.received());

            get(facade.unmute(EnumSet.allOf(MediaKind.class)));
            own.awaitBack("when it is unmuted");
        }
    }

    @Test
    public void mediaMovesIntoHelperProcessesAndAKilledHelperIsReplaced() throws Exception {
        org.osgi.service.cm.Configuration media = configurations.getConfiguration("org.sipconnector.media", "?");
        media.update(new java.util.Hashtable<>(Map.of("isolation", "process", "helper.connections", 1)));
        try {
            Await.until("a helper for each side", () -> helpers().size() == 2);
            assertCallGoesOn("the move into helpers");
            for (ProcessHandle helper : helpers()) {
                helper.destroyForcibly();
                Await.until("the helper is replaced", () -> helpers().size() == 2 && !helper.isAlive());
                assertCallGoesOn("the end of a helper");
            }
        } finally {
            media.delete();
        }
        Await.until("no helper is left", () -> helpers().isEmpty());
        assertEquals("copies of the media library", List.of(),
                List.of(bundle("media").getDataFile("helper/temporary").list((folder, name) -> name.contains("webrtc"))));
        assertCallGoesOn("the move back");
    }

    @Test
    public void theSipFoundationIsReplacedAndTheCallAndTheRegistrationGoOn() throws Exception {
        Bundle sip = bundle("sip");
        List<Long> services = connectorServices();
        Map<Long, String> others = stateOfOthers(sip);
        try (InputStream newer = NewerBundle.of(sip)) {
            sip.update(newer);
        }
        assertCallGoesOn("the update of sip");
        assertTold("sip", sip);
        refresh(sip);
        assertCallGoesOn("the refresh of sip");

        assertEquals("sip touched another bundle", others, stateOfOthers(sip));
        assertEquals("clients keep their services", services, connectorServices());
        get(facade.disconnectFromServer());
        Await.until("the server was told by BYE and un-REGISTER", () -> participants() == 0);
    }

    // ---- what there is

    private static List<ProcessHandle> helpers() {
        return ProcessHandle.current().children().filter(child -> child.isAlive()
                && child.info().commandLine().filter(line -> line.contains("HelperMain")).isPresent()).toList();
    }

    /** Copies of the media library in this process; each is mapped from a file of its own. */
    private static long loadedMediaLibraries() throws Exception {
        try (java.util.stream.Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains("webrtc-java")).map(line -> line.replaceFirst("^.* /", "/")).distinct().count();
        }
    }

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

    // ---- what must be true

    private void assertTold(String foundation, Bundle bundle) {
        assertTrue("the history tells of " + foundation + ": " + history.updates(), history.updates().stream()
                .anyMatch(update -> update.manager().equals(foundation) && update.to().equals(bundle.getVersion().toString())
                        && update.way() == Update.Way.IN_PLACE && update.lanes() == 1));
    }

    private void assertUpdated(Bundle bundle, int before, Update.Way way) throws Exception {
        Await.until(bundle.getSymbolicName() + " at work again",
                () -> history.missing().isEmpty() && history.updates().size() > before);
        for (Update update : history.updates().subList(before, history.updates().size())) {
            assertEquals(update.toString(), List.of(), update.failures());
            assertEquals(update.toString(), way, update.way());
            assertEquals(update.toString(), bundle.getVersion().toString(), update.to());
        }
    }
}
