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
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.sipconnector.api.update.Updater;

/** {@code sip:update --preview} with one manager's bundle. */
class ManagerPreviewTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private void preview(String url) throws Exception {
        UpdateCommand command = new UpdateCommand();
        command.manager = "call";
        command.url = url;
        command.preview = true;
        // one that does anything when it is asked to is no preview: this one fails then
        command.updater = Answers.of(Updater.class, Map.of());
        command.connectors = new FakeConnectors();
        Bundle call = Answers.of(Bundle.class, Map.of("getSymbolicName", "org.sipconnector.call", "getVersion", new Version("0.1.0"),
                "getBundleId", 87L, "getState", Bundle.ACTIVE));
        command.context = Answers.of(BundleContext.class, Map.of("getBundles", new Bundle[] {call}));
        command.run(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    private String bundle(String symbolicName) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName + ";singleton:=true");
        manifest.getMainAttributes().putValue("Bundle-Version", "0.1.1");
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
    void whatIsNoBundleOfOursIsRefused() throws IOException {
        String other = bundle("org.other.call");
        assertThatThrownBy(() -> preview(other)).hasMessage("no bundle org.other.call is at work: it would replace nothing");
        assertThatThrownBy(() -> preview(folder.resolve("none.jar").toUri().toString()))
                .hasMessageContaining("the bundle cannot be read");
        assertThatThrownBy(() -> preview("http://127.0.0.1/call.jar")).hasMessageContaining("must begin with file:, mvn: or https:");
        Path text = Files.writeString(folder.resolve("text.jar"), "text");
        assertThatThrownBy(() -> preview(text.toUri().toString())).hasMessageEndingWith("is no bundle");
    }
}
