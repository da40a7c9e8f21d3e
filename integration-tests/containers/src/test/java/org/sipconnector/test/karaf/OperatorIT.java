/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.test.Await;

/** What an operator types and reads on a day when things are not as they should be. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class OperatorIT {

    private static final String HEALTHY = "healthy";
    private static final Duration TOLD_LIMIT = Duration.ofSeconds(30);
    private static final String PORT = "test.simulator.port";
    /** What an operator must read for each bundle that is stopped. */
    private static final Map<String, String> WITHOUT = new LinkedHashMap<>();

    static {
        WITHOUT.put("connection", "no connector can connect");
        WITHOUT.put("connection-queue", "no connector can connect");
        WITHOUT.put("auto-connector", "connectors do not stay connected");
        WITHOUT.put("call", "calls can be neither made nor received");
        WITHOUT.put("incoming-call", "calls cannot be received");
        WITHOUT.put("connector", "calls cannot be made");
        WITHOUT.put("facade", "clients and commands cannot call");
        WITHOUT.put("session", "nobody sees how connectors are");
        WITHOUT.put("conference-state", "conferences cannot be followed");
        WITHOUT.put("server-api", "the conference server's commands are not understood");
        WITHOUT.put("presentation", "nothing can be presented");
        WITHOUT.put("call-history", "calls are not noted");
        WITHOUT.put("call-reconnect", "lost calls are not set up again");
        WITHOUT.put("stats", "the quality of calls is not known");
        WITHOUT.put("stream-health", "broken video is not repaired");
        WITHOUT.put("video-sending-balancer", "sent video is not kept in line");
        WITHOUT.put("sip", "no connector can connect");
        WITHOUT.put("media", "calls can be neither made nor answered");
        WITHOUT.put("http", "cannot be asked for tokens");
        WITHOUT.put("network-events", "changes of the host's network are not noticed");
        WITHOUT.put("standby", "calls end when the kernel is replaced");
        WITHOUT.put("kernel", "no connector works");
    }

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory shells;

    @Inject
    private ConfigurationAdmin configurations;

    private final List<Path> written = new ArrayList<>();

    @org.ops4j.pax.exam.Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector-simulator"), systemProperty(PORT).value(KarafContainer.freePort())};
    }

    @Test
    public void whateverIsNotAtWorkIsNamedWithWhatCannotBeDoneAndHealthFails() throws Exception {
        Await.until("all is well at the beginning", () -> health().text().contains(HEALTHY));
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> each : WITHOUT.entrySet()) {
            Bundle bundle = bundle(each.getKey());
            bundle.stop();
            String told = each.getValue();
            try {
                Await.within(TOLD_LIMIT, "health tells what is missing without " + each.getKey(), () -> {
                    Console.Said said = health();
                    return said.failed() && said.text().contains(told) && (said.text().contains("bundle:start " + bundle.getBundleId())
                            || said.text().contains("org.sipconnector." + each.getKey()));
                });
            } catch (AssertionError notTold) {
                wrong.add("without " + each.getKey() + ": " + new Console(shells).type("sip:health"));
            } finally {
                bundle.start();
            }
            Await.until(each.getKey() + " is at work again", () -> health().text().contains(HEALTHY));
            assertTrue("health does not fail any more after " + each.getKey(), !health().failed());
        }
        assertEquals("bundles whose absence is not told", List.of(), wrong);
    }

    @Test
    public void aConnectorThatHasGivenUpConnectsWhenItIsTold() throws Exception {
        simulator("office:right");
        connector("office", "user = office", "password = wrong", "connectOnStart = true");
        Await.until("it has given up", () -> health().text().contains("it has given up"));
        simulator("office:wrong");

        Console.Said said = type("sip:connect office");

        assertTrue(said.toString(), !said.failed() && said.text().contains("office is connected"));
        assertTrue(health().toString(), health().text().contains(HEALTHY));
    }

    @Test
    public void ofTwoConnectorsWithOneAccountTheOtherIsStillCalledWhenOneEnds() throws Exception {
        simulator("office:pw, caller:pw");
        for (String id : List.of("first", "second")) {
            connector(id, "user = office", "password = pw");
            assertTrue(id, !type("sip:connect " + id).failed());
        }
        connector("caller", "user = caller", "password = pw");
        assertTrue("caller", !type("sip:connect caller").failed());
        assertTrue("second", !type("sip:disconnect second").failed());

        Console.Said called = type("sip:call caller office --timeout 1");
        assertTrue(called.toString(), called.text().contains("goes on in the background"));
        Await.until("the first answers", () -> !type("sip:answer first").failed());

        Await.until("they talk", () -> type("sip:status caller").text().contains("in a peer-to-peer call"));
    }

    @Test
    public void aConfigurationMadeAtTheConsoleHasItsAliasForId() throws Exception {
        Console.Said said = type("config:edit --factory --alias dave org.sipconnector.connector; "
                + "config:property-set server dave.example; config:update");

        assertTrue(said.toString(), !said.failed());
        Await.until("the connector is there", () -> type("sip:status dave").text().contains("dave.example"));
        written.add(Path.of(System.getProperty("karaf.etc"), "org.sipconnector.connector-dave.cfg"));
    }

    @After
    public void remove() throws Exception {
        Await.until("no connector and no simulator is left", () -> {
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
            return type("sip:connectors").text().contains("no connectors");
        });
    }

    private void simulator(String users) throws Exception {
        write("org.sipconnector.simulator.cfg", "wss.port = " + System.getProperty(PORT), "users = " + users);
        Await.until("the simulator knows " + users, () -> {
            Configuration[] found = configurations.listConfigurations("(service.pid=org.sipconnector.simulator)");
            return found != null && users.equals(found[0].getProperties().get("users"))
                    && context.getServiceReference("org.sipconnector.simulator.ConferenceSimulator") != null;
        });
    }

    private void connector(String id, String... lines) throws Exception {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("server = 127.0.0.1:" + System.getProperty(PORT));
        all.add("tls.trust = ca-file");
        all.add("tls.caFile = " + Path.of(System.getProperty("karaf.data"), "simulator", "ca.pem"));
        write("org.sipconnector.connector~" + id + ".cfg", all.toArray(String[]::new));
        Await.until("connector " + id + " is there", () -> !type("sip:status " + id).failed());
    }

    private void write(String name, String... lines) throws Exception {
        Path file = Path.of(System.getProperty("karaf.etc"), name);
        written.add(file);
        Files.write(file, List.of(lines), UTF_8);
    }

    private Bundle bundle(String folder) {
        for (Bundle bundle : context.getBundles()) {
            if (("org.sipconnector." + folder).equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("there is no bundle " + folder);
    }

    private Console.Said health() throws Exception {
        return type("sip:health");
    }

    /** Karaf takes commands away and brings them back whenever a service has come that one of them uses. */
    private Console.Said type(String line) throws Exception {
        AtomicReference<Console.Said> said = new AtomicReference<>();
        Await.until("the command is there", () -> {
            said.set(new Console(shells).type(line));
            return !said.get().text().contains("Command not found");
        });
        return said.get();
    }
}
