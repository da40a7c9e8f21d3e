/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.inject.Inject;
import javax.security.auth.Subject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.test.Await;
import org.sipconnector.test.CallStory;
import org.sipconnector.test.NewerBundle;

/** The next release is installed by a feature upgrade during a call: two managers have changed, nothing else moves. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FeatureUpgradeIT extends CallStory {

    private static final List<String> CHANGED = List.of("server-api", "call");

    @Inject
    private FeaturesService features;

    @Inject
    private SessionFactory sessions;

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector-simulator")};
    }

    @Test
    public void onlyChangedBundlesMoveAndTheCallGoesOn() throws Exception {
        Map<Long, String> others = stateOfOthers(changed());
        List<Long> services = connectorServices();
        String release = bundle("api").getVersion().toString();
        String next = NewerBundle.after(bundle("api")).toString();

        URI repository = nextRelease(release, next, CHANGED);
        features.addRepository(repository);
        features.installFeatures(Set.of("sip-connector/" + next, "sip-connector-simulator/" + next),
                EnumSet.of(FeaturesService.Option.Upgrade, FeaturesService.Option.NoAutoRefreshBundles));

        for (String folder : CHANGED) {
            assertEquals(folder, next, bundle(folder).getVersion().toString());
        }
        Await.until("both are at work", () -> history.missing().isEmpty());
        assertTrue("the new release is what is installed",
                features.isInstalled(features.getFeature("sip-connector", next)));
        assertCallGoesOn("the upgrade");
        assertEquals("others were touched", others, stateOfOthers(changed()));
        assertEquals("clients keep their services", services, connectorServices());

        features.installFeatures(Set.of("sip-connector/" + release, "sip-connector-simulator/" + release),
                EnumSet.of(FeaturesService.Option.Upgrade, FeaturesService.Option.NoAutoRefreshBundles));
        assertRelease(release);
        assertCallGoesOn("the way back");
        features.removeRepository(repository);
    }

    private Bundle[] changed() {
        return CHANGED.stream().map(this::bundle).toArray(Bundle[]::new);
    }

    @Test
    public void everythingChangesAndTheCallGoesOnThereAndBack() throws Exception {
        String release = bundle("api").getVersion().toString();
        String next = NewerBundle.after(bundle("api")).toString();
        features.addRepository(nextRelease(release, next, everything(release)));

        String preview = command("sip:update --preview sip-connector/" + next);
        assertTrue(preview, preview.contains("kernel " + release + " -> " + next));
        assertFalse(preview, preview.contains("END"));
        assertEquals("the preview changes nothing", release, bundle("kernel").getVersion().toString());

        command("sip:update sip-connector/" + next);
        assertRelease(next);
        assertCallGoesOn("the upgrade of everything");

        refresh(bundle("kernel"));
        assertCallGoesOn("a refresh of the kernel after the upgrade");

        command("sip:update sip-connector/" + release);
        assertRelease(release);
        assertCallGoesOn("the way back");
    }

    private void assertRelease(String version) throws Exception {
        for (String folder : everything(version)) {
            assertEquals(folder, version, bundle(folder).getVersion().toString());
        }
        Await.until("all managers are at work",
                () -> context.getServiceReference(UpdateHistory.class) != null
                        && context.getService(context.getServiceReference(UpdateHistory.class)).missing().isEmpty());
        assertTrue(version + " is what is installed", features.isInstalled(features.getFeature("sip-connector", version)));
    }

    /** Runs a command as an operator at the console does; fails as it does. */
    private String command(String line) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
        Subject operator = new Subject();
        operator.getPrincipals().addAll(List.of(new UserPrincipal("karaf"), new RolePrincipal("admin")));
        try {
            Subject.doAs(operator, (PrivilegedExceptionAction<Object>) () -> session.execute(line));
        } finally {
            System.out.println(line + "\n" + printed.toString(StandardCharsets.UTF_8));
            session.close();
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** The folders of the feature's bundles that carry the release's version. */
    private static List<String> everything(String release) throws Exception {
        String feature = Files.readString(Path.of(System.getProperty("features.file")));
        return Pattern.compile("mvn:org.sipconnector/org.sipconnector.([a-z-]+)/[0-9.]+</bundle>").matcher(feature).results()
                .map(found -> found.group(1)).filter(folder -> !folder.startsWith("media-native")
                        && !folder.equals("event-bridge") && !folder.equals("conference-simulator"))
                .toList();
    }

    /** Our feature repository under the next version, whose changed bundles are new and whose others are as they were. */
    private URI nextRelease(String release, String next, List<String> changed) throws Exception {
        String text = Files.readString(Path.of(System.getProperty("features.file")))
                .replace("sip-connector-" + release, "sip-connector-" + next)
                .replace("version=\"" + release + "\"", "version=\"" + next + "\"")
                .replace("[" + release + "," + release + "]", "[" + next + "," + next + "]");
        for (String folder : changed) {
            Path jar = Files.createTempFile(folder, ".jar");
            try (InputStream newer = NewerBundle.of(bundle(folder))) {
                Files.write(jar, newer.readAllBytes());
            }
            String url = "mvn:org.sipconnector/org.sipconnector." + folder + "/" + release;
            assertTrue(folder, text.contains(url));
            text = text.replace(url, jar.toUri().toString());
        }
        Path repository = Files.createTempFile("features", ".xml");
        Files.writeString(repository, text);
        return repository.toUri();
    }
}
