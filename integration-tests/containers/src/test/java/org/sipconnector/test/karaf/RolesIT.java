/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.propagateSystemProperties;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.sipconnector.test.Await;

/** Who may type what, over ssh, in somebody's own Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RolesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NOT_FOUND = "Command not found";
    private static final String REFUSED = "Insufficient credentials";
    private static final String USERS = "etc/users.properties";

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private BootFinished booted;

    @Configuration
    public Option[] container() {
        String port = KarafContainer.freePort();
        return new Option[] {KarafContainer.vanillaWithRemoteShell(Integer.parseInt(port)),
                systemProperty("test.ssh.port").value(port), propagateSystemProperties("features.file"),
                editConfigurationFilePut(USERS, "viewer", "secret,viewer,ssh"),
                editConfigurationFilePut(USERS, "manager", "secret,manager,viewer,ssh"),
                editConfigurationFilePut(USERS, "admin", "secret,admin,manager,viewer,systembundles,ssh")};
    }

    @Test
    public void commandsAreByRole() throws Exception {
        features.addRepository(Path.of(System.getProperty("features.file")).toUri());
        features.installFeature("sip-connector", EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
        Await.until("the commands are there", () -> type("viewer", "sip:connectors").contains("no connectors"));

        for (String command : List.of("sip:update call file:/tmp/none.jar", "sip:rollback call")) {
            assertContains("viewer", command, NOT_FOUND);
            assertContains("manager", command, NOT_FOUND);
        }
        assertContains("admin", "sip:update call file:/tmp/none.jar", "could not be read");

        for (String command : List.of("sip:call x 600", "sip:connect x", "sip:hangup x", "sip:answer x", "sip:decline x",
                "sip:dtmf x 1", "sip:present x", "sip:drain", "sip:disconnect x", "sip:reconnect x", "sip:trace x")) {
            assertContains("viewer", command, NOT_FOUND);
        }
        assertContains("manager", "sip:call x 600", "no connector 'x'");
        assertContains("manager", "sip:trace x", "no connector 'x'");
        assertContains("viewer", "sip:journal x", "no connector 'x'");

        for (String command : List.of("sip:journal x --export a", "sip:journal --export=a x", "sip:watch x --file a",
                "sip:metrics --file a", "sip:metrics --file \"a\nb\"")) {
            assertContains("viewer", command, REFUSED);
            assertContains("manager", command, REFUSED);
        }
        assertContains("manager", "sip:trace x --file a", REFUSED);
        Path exports = Path.of(System.getProperty("karaf.data"), "sip-connector", "exports");
        assertFalse("nothing was written", Files.exists(exports));
        assertContains("admin", "sip:metrics --file a.prom", "written to");
        assertTrue(Files.exists(exports.resolve("a.prom")));
    }

    @Test
    public void listingsOfConfigurationsShowNoSecret() throws Exception {
        Path etc = Path.of(System.getProperty("karaf.etc"));
        features.addRepository(Path.of(System.getProperty("features.file")).toUri());
        features.installFeature("sip-connector", EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
        Files.writeString(etc.resolve("planted"), "planted-in-a-file");
        Files.writeString(etc.resolve("org.sipconnector.connector~planted.cfg"), """
                server = 127.0.0.1:1
                user = office
                password = $[secret:planted]
                ice.credential = planted-in-clear
                extraHeaders = X-Token: planted-in-a-header
                """);
        Await.until("the connector is there", () -> type("admin", "sip:connectors").contains("planted"));

        for (String user : List.of("viewer", "manager", "admin")) {
            String listed = type(user, "config:list \"(service.pid=org.sipconnector.*)\"");
            assertTrue(user + " read: " + listed, listed.contains("password = $[secret:planted]"));
            assertFalse(user + " read: " + listed, listed.contains("planted-in"));
        }
        Files.delete(etc.resolve("org.sipconnector.connector~planted.cfg"));
        Await.until("the connector is gone", () -> type("admin", "sip:connectors").contains("no connectors"));
    }

    private static void assertContains(String user, String command, String expected) throws Exception {
        String printed = type(user, command);
        assertTrue(user + " typed " + command + " and read: " + printed, printed.contains(expected));
    }

    private static String type(String user, String command) throws Exception {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.start();
            try (ClientSession session = client.connect(user, "127.0.0.1", Integer.getInteger("test.ssh.port"))
                    .verify(LIMIT).getSession()) {
                session.addPasswordIdentity("secret");
                session.auth().verify(LIMIT);
                ByteArrayOutputStream printed = new ByteArrayOutputStream();
                try (ChannelExec channel = session.createExecChannel(command)) {
                    channel.setOut(printed);
                    channel.setErr(printed);
                    channel.open().verify(LIMIT);
                    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
                }
                return printed.toString(UTF_8);
            }
        }
    }
}
