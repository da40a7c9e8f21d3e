/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorManager;

/** Files in, connectors out: what an operator sees when a configuration appears, is wrong, is corrected, and goes. */
public abstract class ConfigurationStory {

    @Inject
    protected BundleContext context;

    @Inject
    protected Connectors connectors;

    /** The folder watched for configurations. */
    private final Map<String, String> written = new HashMap<>();

    protected abstract Path etc();

    /** The folder of {@code $[secret:NAME]}. */
    protected abstract Path secrets();

    @After
    public void removeFiles() throws Exception {
        delete(() -> connectors.all().isEmpty() && connectors.refused().isEmpty(), file("good"), file("broken"), file("room-one"), file("told"),
                etc().resolve("org.sipconnector.kernel.cfg"),
                etc().resolve("org.sipconnector.connector-room-two.cfg"));
    }

    @Test
    public void aConfigurationFileBecomesAConnectorAndGoesWithIt() throws Exception {
        write("good", "server=conference.example", "displayName=Room 1");

        Connector connector = connector("good");
        assertEquals("conference.example", connector.configuration().server());
        assertEquals("Room 1", connector.configuration().displayName());

        delete(() -> connectors.all().isEmpty(), file("good"));
    }

    @Test
    public void anIdMayContainHyphensAndTheFileNameAHyphenInsteadOfTheTilde() throws Exception {
        write("room-one", "server=one.example");
        Files.writeString(etc().resolve("org.sipconnector.connector-room-two.cfg"), "server=two.example\n", UTF_8);

        assertEquals("one.example", connector("room-one").configuration().server());
        assertEquals("two.example", connector("room-two").configuration().server());
    }

    @Test
    public void aChangedFileReconfiguresTheSameConnector() throws Exception {
        write("good", "server=conference.example", "displayName=before");
        Connector connector = connector("good");

        change("good", () -> connector.configuration().displayName().equals("and after"),
                "server=conference.example", "displayName=and after");
    }

    @Test
    public void aConnectorThatIsToConnectAtStartKeepsTrying() throws Exception {
        write("good", "server=127.0.0.1:1", "transport=WS", "connectOnStart=true");
        Connector connector = connector("good");

        Await.until("a failed attempt", () -> connector.has(AutoConnectorManager.class)
                && connector.manager(AutoConnectorManager.class).snapshot().lastError().isPresent());
        assertTrue("it has not given up", connector.manager(AutoConnectorManager.class).snapshot().cycle().attemptInProgress());
    }

    @Test
    public void anUnknownKeyIsNamed() throws Exception {
        write("good", "server=conference.example", "displayNam=typo");
        connector("good");
        Await.until("warning of the unknown key", () -> connectors.warnings().stream()
                .anyMatch(warning -> warning.text().equals("displayNam: is no known key; did you mean displayName?")));
        change("good", () -> connectors.warnings().isEmpty(), "server=conference.example", "displayName=corrected");
    }

    @Test
    public void anUnknownKeyThatWasMeantToProtectIsRefused() throws Exception {
        write("broken", "server=conference.example", "tls.turst=ca-file");
        assertRefused("tls.turst", "did you mean tls.trust?");
    }

    @Test
    public void aFileThatIsDeletedAndWrittenAgainKeepsItsConnector() throws Exception {
        write("good", "server=conference.example");
        Connector connector = connector("good");

        Files.delete(file("good"));
        write("good", "server=conference.example", "displayName=written again");

        change("good", () -> connector.configuration().displayName().equals("written again"),
                "server=conference.example", "displayName=written again");
        assertTrue("it is the same connector", connectors.find(connector.id()).orElseThrow() == connector);
    }

    @Test
    public void aByteOrderMarkIsNoPartOfTheFirstKey() throws Exception {
        write("good", "\uFEFFserver=conference.example");
        assertEquals("conference.example", connector("good").configuration().server());
    }

    @Test
    public void aWrongSettingOfTheKernelIsToldAndHarmsNoConnector() throws Exception {
        write("good", "server=conference.example");
        Connector connector = connector("good");
        Path kernel = etc().resolve("org.sipconnector.kernel.cfg");
        for (String wrong : List.of("abc", "100000")) {
            Await.until("refusal of " + wrong,
                    () -> says(kernel, "lane.threads=" + wrong) && connectors.refused().stream()
                            .anyMatch(refused -> refused.source().equals("org.sipconnector.kernel.cfg") && refused.reason().equals(
                                    "lane.threads: '" + wrong + "' must be a whole number from 0 to 256")));
        }
        assertTrue("it is the same connector", connectors.find(connector.id()).orElseThrow() == connector);
        Await.until("its correction", () -> says(kernel, "lane.threads=3") && connectors.refused().isEmpty());
        assertTrue("it is the same connector", connectors.find(connector.id()).orElseThrow() == connector);
        delete(() -> connectors.refused().isEmpty(), kernel);
    }

    @Test
    public void aMissingSecretIsRefusedByNameAndAChangedOneIsNoticed() throws Exception {
        Path secret = secrets().resolve("of-the-story");
        write("broken", "server=conference.example", "user=office", "password=$[secret:of-the-story]");
        assertRefused("password", "there is no secret 'of-the-story'");

        Files.writeString(secret, "first", UTF_8);
        Connector connector = connector("broken");
        assertEquals("first", password(connector));
        Files.writeString(secret, "another one", UTF_8);
        Await.until("the changed secret", () -> password(connector).equals("another one"));
        Files.delete(secret);
    }

    private static String password(Connector connector) {
        return new String(connector.configuration().password().orElseThrow().reveal());
    }

    @Test
    public void aMissingServerIsNamed() throws Exception {
        write("broken", "displayName=nowhere to go");
        assertRefused("server", "is required");
    }

    @Test
    public void aMalformedPortIsNamedWithItsValue() throws Exception {
        write("broken", "server=conference.example:99999");
        assertRefused("server", "conference.example:99999");
    }

    @Test
    public void aMalformedUrlIsNamedWithItsValue() throws Exception {
        write("broken", "server=https://conference.example/");
        assertRefused("server", "https://conference.example/");
    }

    @Test
    public void aRefusedConfigurationTouchesNoOtherConnectorAndHealsWhenCorrected() throws Exception {
        write("good", "server=conference.example");
        Connector good = connector("good");

        write("broken", "server=conference.example", "transport=pigeon");
        assertRefused("transport", "pigeon");
        assertTrue("the other connector is the same object", connectors.find(good.id()).orElseThrow() == good);

        change("broken", () -> connectors.find(ConnectorId.of("broken")).isPresent(),
                "server=conference.example", "transport=WSS");
        assertTrue("nothing is refused any more", connectors.refused().isEmpty());
    }

    private void assertRefused(String key, String detail) throws Exception {
        Await.until("refusal of " + file("broken").getFileName(), () -> {
            restore("broken");
            return !connectors.refused().isEmpty();
        });
        RefusedConfiguration refused = connectors.refused().iterator().next();
        assertEquals("broken", refused.id());
        assertEquals("org.sipconnector.connector~broken.cfg", refused.source());
        assertTrue(refused.reason(), refused.reason().contains(key) && refused.reason().contains(detail));
        assertTrue("no connector came of it", connectors.find(ConnectorId.of("broken")).isEmpty());
    }

    protected final Connector connector(String id) throws Exception {
        Await.until("connector " + id, () -> {
            restore(id);
            return connectors.find(ConnectorId.of(id)).isPresent();
        });
        return connectors.find(ConnectorId.of(id)).orElseThrow();
    }

    protected final void write(String id, String... lines) throws Exception {
        written.put(id, String.join("\n", lines) + "\n");
        Files.writeString(file(id), written.get(id), UTF_8);
    }

    /** File Install deletes the file of a configuration that has gone, and may be late and meet the next of that name. */
    private void restore(String id) throws Exception {
        if (written.containsKey(id) && Files.notExists(file(id))) {
            Files.writeString(file(id), written.get(id), UTF_8);
        }
    }

    /** File Install writes a configuration it has just read back to its file, and may undo a change of the same instant. */
    private void change(String id, Callable<Boolean> effect, String... lines) throws Exception {
        Await.until("change of " + id, () -> {
            if (!Files.readString(file(id), UTF_8).contains(lines[lines.length - 1])) {
                write(id, lines);
            }
            return effect.call();
        });
    }

    /** See {@link #change}. */
    private static boolean says(Path file, String line) throws Exception {
        if (Files.notExists(file) || !Files.readString(file, UTF_8).replace(" ", "").contains(line)) {
            Files.writeString(file, line + "\n", UTF_8);
        }
        return true;
    }

    /** See {@link #change}: that may bring a deleted file back, too. */
    private static void delete(Callable<Boolean> effect, Path... files) throws Exception {
        Await.until("deletion of " + List.of(files), () -> {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            return effect.call();
        });
    }

    private Path file(String id) {
        return etc().resolve("org.sipconnector.connector~" + id + ".cfg");
    }
}
