/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;
import org.sipconnector.api.update.Updater;
import org.sipconnector.testkit.FakeConnectors;

/** {@code sip:update --preview} with one manager's bundle. */
class ManagerPreviewTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private void preview(String url) throws Exception {
        preview("call", url);
    }

    private void preview(String manager, String url) throws Exception {
        UpdateCommand command = new UpdateCommand();
        command.manager = manager;
        command.url = url;
        command.preview = true;
        // one that does anything when it is asked to is no preview: this one fails then
        command.updater = Answers.of(Updater.class, Map.of());
        command.connectors = new FakeConnectors();
        ServiceReference<?> factory = Answers.of(ServiceReference.class,
                Map.of("getProperty", new String[] {"org.sipconnector.kernel.ManagerFactory"}));
        Bundle self = Answers.of(Bundle.class, Map.of("adapt", Answers.of(BundleWiring.class, Map.of("getRequiredWires", List.of()))));
        command.context = Answers.of(BundleContext.class, Map.of("getBundle", self, "getBundles", new Bundle[] {
                atWork("call", 87, Map.of("Import-Package", "org.sipconnector.kernel;version=\"[1.1,2)\""), factory),
                atWork("kernel", 80, Map.of("Export-Package", "org.sipconnector.kernel;version=\"1.1.0\"")), atWork("sip", 85, Map.of()),
                atWork("api", 70, Map.of()), atWork("shell", 99, Map.of()), atWork("simulator-api", 71, Map.of())}));
        command.run(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private static Bundle atWork(String folder, long id, Map<String, String> headers, ServiceReference<?>... services) {
        return Answers.of(Bundle.class, Map.of("getSymbolicName", "org.sipconnector." + folder, "getVersion", new Version("0.1.0"),
                "getBundleId", id, "getState", Bundle.ACTIVE, "getLocation", folder, "getHeaders", new Hashtable<>(headers),
                "getRegisteredServices", services));
    }

    private String told(String folder) throws Exception {
        return told(folder, Map.of());
    }

    private String told(String folder, Map<String, String> headers) throws Exception {
        printed.reset();
        preview(folder, bundle("org.sipconnector." + folder, headers));
        return printed.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    private String bundle(String symbolicName) throws IOException {
        return bundle(symbolicName, Map.of());
    }

    private String bundle(String symbolicName, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName + ";singleton:=true");
        manifest.getMainAttributes().putValue("Bundle-Version", "0.1.1");
        headers.forEach(manifest.getMainAttributes()::putValue);
        Path file = folder.resolve("new.jar");
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
        return file.toUri().toString();
    }

    @Test
    void itSaysWhatWouldBeReplacedAndUpdatesNothing() throws Exception {
        preview(bundle("org.sipconnector.call"));

        assertThat(printed.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " "))
                .contains("org.sipconnector.call 0.1.0 (bundle 87) would be replaced by 0.1.1")
                .contains("in a call: 0; calls go on").contains("nothing has changed");
    }

    @Test
    void whatIsNotNewerIsSaidToBeRefused() throws Exception {
        assertThat(told("call", Map.of("Bundle-Version", "0.1.0"))).contains("nor would the update: that version is at work")
                .doesNotContain("rehearses");
        assertThat(told("call", Map.of("Bundle-Version", "0.0.9"))).contains("nor would the update: sip:update takes newer versions only");
    }

    @Test
    void aBundleOfAnotherManagerIsSaidToBeRefused() throws IOException {
        String other = bundle("org.sipconnector.connection");

        assertThatThrownBy(() -> preview("call", other))
                .hasMessageEndingWith("new.jar is org.sipconnector.connection, no version of org.sipconnector.call: sip:update would refuse it");
        assertThatThrownBy(() -> preview("CallManager", other)).hasMessageContaining("no version of org.sipconnector.call");
    }

    @Test
    void theKernelIsTakenBackAndNotRehearsed() throws Exception {
        assertThat(told("kernel", Map.of("Export-Package", "org.sipconnector.kernel;version=\"1.1.0\""))).contains("calls go on")
                .contains("puts the former kernel back").doesNotContain("rehearses", "refuses");
    }

    @Test
    void whatIsNoManagerIsToldWithTheCommandThatReplacesItAndWhatBecomesOfCalls() throws Exception {
        assertThat(told("sip")).contains("sip:update refuses it").contains("bundle:update 85 URL").contains("calls being set up fail");
        assertThat(told("api")).contains("bundle:update 70 URL").contains("bundle:refresh of api brings it to work");
        assertThat(told("simulator-api")).contains("calls in the simulator's rooms END");
        assertThat(told("shell")).contains("bundle:update 99 URL").contains("see the README");
    }

    @Test
    void aManagerThatNeedsANewerKernelIsSaidToBeRefused() throws Exception {
        assertThat(told("call", Map.of("Import-Package", "org.sipconnector.kernel;version=\"[1.2,2)\""))).contains("nor would the update:"
                + " org.sipconnector.call 0.1.1 needs org.sipconnector.kernel [1.2.0,2.0.0), at work is 1.1.0: update kernel first");
    }

    @Test
    void aKernelThatManagersAtWorkDoNotFitIsSaidToBeRefused() throws Exception {
        assertThat(told("kernel", Map.of("Export-Package", "org.sipconnector.kernel;version=\"1.0.0\""))).contains("nor would the update:"
                + " org.sipconnector.call needs org.sipconnector.kernel [1.1.0,2.0.0), there would be 1.0.0: replace it first");
    }

    @Test
    void whatIsNoBundleOfOursIsRefused() throws IOException {
        String other = bundle("org.other.call");
        assertThatThrownBy(() -> preview("org.other.call", other)).hasMessage("no bundle org.other.call is at work: it would replace nothing");
        assertThatThrownBy(() -> preview(folder.resolve("none.jar").toUri().toString()))
                .hasMessageContaining("the bundle cannot be read");
        assertThatThrownBy(() -> preview("http://127.0.0.1/call.jar")).hasMessageContaining("must begin with file:, mvn: or https:");
        Path text = Files.writeString(folder.resolve("text.jar"), "text");
        assertThatThrownBy(() -> preview(text.toUri().toString())).hasMessageEndingWith("is no bundle");
        String malformed = bundle("org.sipconnector.call", Map.of("Import-Package", "org.sipconnector.kernel;version=\"[one,2)\""));
        assertThatThrownBy(() -> preview(malformed)).hasMessageContaining("is no bundle: invalid");
    }
}
