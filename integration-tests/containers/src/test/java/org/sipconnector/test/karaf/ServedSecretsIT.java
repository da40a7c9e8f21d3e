/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
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

/** Secrets that calls use are in nothing that an operator is shown outside of the shell, whatever role he has. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ServedSecretsIT {

    private static final String PORT = "test.http.port";
    private static final String WEB = "etc/org.ops4j.pax.web.cfg";
    private static final String PASSWORD = "secret";
    private static final String BOSS = "boss";
    private static final String BEANS = "org.sipconnector:";

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory shells;

    @Inject
    private BootFinished booted;

    private final Set<String> read = new TreeSet<>();
    private final MarkedSecrets.Findings shown = new MarkedSecrets.Findings();

    @Configuration
    public Option[] container() {
        String port = KarafContainer.freePort();
        return new Option[] {
                KarafContainer.runtime("sip-connector-simulator", "sip-connector-metrics", "sip-connector-rest", "sip-connector-health-checks"),
                systemProperty(PORT).value(port), editConfigurationFilePut(WEB, "org.osgi.service.http.port", port),
                editConfigurationFilePut(WEB, "org.ops4j.pax.web.listening.addresses", "127.0.0.1"),
                editConfigurationFilePut("etc/users.properties", BOSS, PASSWORD + ",admin,manager,viewer,systembundles")};
    }

    @Test
    public void neitherHttpNorEventsNorBeansNorChecksShowOne() throws Exception {
        MarkedSecrets.plant();
        Console console = new Console(shells);
        Await.until("calls that use the secrets are up", () -> console.type("sip:connectors").text().split("in room", -1).length == 3);
        ServedByHttp http = new ServedByHttp(Integer.getInteger(PORT), BOSS, PASSWORD);
        Await.until("the interface is there", () -> http.get("/sip-connector/api/v1/connectors/clear").contains("\"registered\":true"));

        try (ServedByHttp.Listening events = http.listen("")) {
            Await.until("events are heard", () -> events.heard().contains("retry:"));
            acted(http);
            Await.until("a call is heard", () -> events.heard().contains("event: call:confirmed"));
            shown.searchLines("events", events.heard());
        }
        http.readAll(List.of("clear", "filed", "made"), this::read);
        assertTrue("what was read: " + read,
                read.containsAll(List.of("/metrics", "/connectors", "/connectors/clear/call", "/connectors/filed/session",
                        "/connectors/clear/statistics", "/connectors/clear/history", "/connectors/filed/journal", "/connectors/clear/messages",
                        "/connectors/clear/messages.pcap", "/configurations/made", "/health", "/updates")));
        String beans = new RemoteManagement(KarafContainer.managementPort(), BOSS, PASSWORD).readAll(MarkedSecrets.PIDS, List.of("?"))
                .lines().filter(line -> line.startsWith(BEANS)).reduce("", (all, line) -> all + line + '\n');
        assertTrue("beans were read:\n" + beans, beans.contains("id=filed") && beans.contains("MissingManagers"));
        shown.searchLines("JMX", beans);
        Await.until("checks tell of it", () -> HealthCheckTexts.all(context).contains("made"));
        shown.searchLines("health checks", HealthCheckTexts.all(context));
        assertEquals("where secrets were shown", List.of(), shown.all());
    }

    /** Messages with secrets flow, and configurations with some are refused and taken. */
    private void acted(ServedByHttp http) throws Exception {
        for (String id : List.of("clear", "filed")) {
            assertEquals(200, http.change("PUT", "/connectors/" + id + "/trace", "{\"log\":false}").statusCode());
            assertEquals(200, http.change("POST", "/connectors/" + id + "/hangup", "").statusCode());
            assertEquals(200, http.change("POST", "/connectors/" + id + "/call", "{\"room\":\"600\"}").statusCode());
            assertEquals(200, http.change("POST", "/connectors/" + id + "/reconnect", "").statusCode());
        }
        Await.until("the account registers anew", () -> http.get("/sip-connector/api/v1/connectors/clear/messages.pcap").contains("X-Token"));
        for (String values : List.of(
                "{\"server\":\"a b\",\"password\":\"" + MarkedSecrets.MARK + "\\n\"}",
                "{\"server\":\"127.0.0.1:9\",\"user\":\"made\",\"password\":\"" + MarkedSecrets.MARK + "-made\",\"extraHeaders\":\"X-Token: "
                        + MarkedSecrets.MARK + "-made\",\"connectOnStart\":\"true\"}")) {
            shown.searchLines("PUT", http.change("PUT", "/configurations/made", "{\"values\":" + values + "}").body());
        }
        Await.until("there is the connector", () -> http.get("/sip-connector/api/v1/connectors/made").contains("\"account\":\"made@"));
    }

    private void read(ServedByHttp.Answer answer) {
        assertTrue(answer.path() + " is answered", !answer.text().isEmpty() || answer.path().contains("login"));
        read.add(answer.path());
        shown.searchLines(answer.path(), answer.text());
    }

    @After
    public void remove() throws Exception {
        MarkedSecrets.remove();
        Await.until("no connector is left", () -> new Console(shells).type("sip:connectors").text().contains("no connectors"));
    }
}
