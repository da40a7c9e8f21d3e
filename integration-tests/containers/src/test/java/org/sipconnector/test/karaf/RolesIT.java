/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.propagateSystemProperties;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
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

    private static final String NOT_FOUND = "Command not found";
    private static final String REFUSED = "Insufficient credentials";
    private static final String USERS = "etc/users.properties";

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private SessionFactory shells;

    @Inject
    private BootFinished booted;

    @Configuration
    public Option[] container() {
        String port = KarafContainer.freePort();
        return new Option[] {KarafContainer.vanillaWithRemoteShell(Integer.parseInt(port)),
                systemProperty("test.ssh.port").value(port), propagateSystemProperties("features.file"),
                editConfigurationFilePut("etc/org.ops4j.pax.web.cfg", "org.osgi.service.http.port", KarafContainer.freePort()),
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

    /** With all of our log, while calls are up that use them and media is in processes of its own. */
    @Test
    public void nothingThatIsListedLoggedDumpedOrReadByJmxShowsASecret() throws Exception {
        features.addRepository(Path.of(System.getProperty("features.file")).toUri());
        features.installFeatures(Set.of("sip-connector-simulator", "sip-connector-metrics"),
                EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
        Console console = new Console(shells);
        assertFalse("all of our log is written", console.type("log:set TRACE org.sipconnector").failed());
        Path dump = Path.of(System.getProperty("karaf.data"), "dump");
        MarkedSecrets.plant();
        Await.until("calls that use the secrets are up",
                () -> console.type("sip:connectors").text().split("in room", -1).length == 3);

        MarkedSecrets.Findings shown = new MarkedSecrets.Findings();
        for (String user : List.of("viewer", "manager", "admin")) {
            String listed = type(user, "config:list \"(service.pid=org.sipconnector.*)\"");
            assertTrue(user + " read: " + listed, listed.contains("password = $[secret:"));
            shown.search("config:list of a " + user, listed);
        }
        for (String command : List.of("service:list", "sip:status filed", "sip:status clear", "sip:status clear --json",
                "sip:journal clear --all", "sip:journal filed --all", "sip:metrics", "sip:health", "sip:connectors --json", "sip:history",
                "log:display -n 5000", "sip:check " + MarkedSecrets.file("clear"), "dev:dump-create --no-heap-dump -d " + dump)) {
            shown.search(command, console.type(command).text());
        }
        String components = MarkedSecrets.components(context);
        assertTrue(components, components.contains("SimulatorComponent"));
        shown.searchLines("scr:info", components);
        for (String user : List.of("viewer", "manager")) {
            String read = readByJmx(user);
            assertTrue(user + " reads configurations of others", read.lines()
                    .anyMatch(line -> line.contains("listProperties[org.apache.karaf.log]") && !line.contains("Insufficient")));
            shown.searchLines("JMX as a " + user, read);
        }
        assertTrue("who may read them does", readByJmx("admin").contains(MarkedSecrets.MARK));
        assertTrue("rules of Karaf's own stay", Files.readString(Path.of(System.getProperty("karaf.etc"), "jmx.acl.org.apache.karaf.config.cfg"))
                .contains("setProperty(java.lang.String,java.lang.String,java.lang.String) = manager"));
        String processes = MarkedSecrets.processes();
        assertTrue("media runs in processes of its own", processes.contains("HelperMain"));
        shown.searchLines("command lines and environments", processes);
        shown.searchFiles(Path.of(System.getProperty("karaf.data")), "cache");
        assertTrue("a dump was made", Files.isDirectory(dump));
        assertEquals("where secrets were shown", List.of(), shown.all());
    }

    private static String readByJmx(String user) throws Exception {
        return new RemoteManagement(KarafContainer.managementPort(), user, "secret")
                .readAll(MarkedSecrets.PIDS, List.of("password", "ice.credential", "extraHeaders", "users", "?"));
    }

    @After
    public void remove() throws Exception {
        MarkedSecrets.remove();
        Console console = new Console(shells);
        console.type("log:set DEFAULT org.sipconnector");
        Await.until("no connector is left", () -> console.type("sip:connectors").text().contains("no connectors"));
    }

    private static void assertContains(String user, String command, String expected) throws Exception {
        String printed = type(user, command);
        assertTrue(user + " typed " + command + " and read: " + printed, printed.contains(expected));
    }

    private static String type(String user, String command) throws Exception {
        return new RemoteShell("127.0.0.1", Integer.getInteger("test.ssh.port"), "secret").type(user, command);
    }
}
