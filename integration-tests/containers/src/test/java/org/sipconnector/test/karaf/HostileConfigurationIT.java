/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationReading;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.test.Await;
import org.sipconnector.test.CallStory;
import org.sipconnector.test.HostileValues;

/**
 * Every documented key of every configuration is given every hostile value, one after the other, while a call with sound and
 * picture is up: each is refused with one line or used, nothing else changes, and the call goes on.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HostileConfigurationIT extends CallStory {

    private static final String SIMULATOR = "org.sipconnector.simulator";
    private static final String CONNECTOR = "org.sipconnector.connector";
    private static final String KERNEL = "org.sipconnector.kernel";
    private static final int CHANGES = 2_000;
    private static final ConnectorId HOSTILE = ConnectorId.of("hostile");
    /** Without them there is no PID left out by mistake: those of the kernel, the foundations and the managers. */
    private static final int LEAST = 12;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @org.ops4j.pax.exam.Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector-simulator")};
    }

    @Test
    public void callsGoOnWhateverConfigurationsSay() throws Exception {
        long begun = System.nanoTime();
        List<ConfigurationSchema<?>> schemas = schemas();
        assertTrue("configurations that are declared: " + schemas.size(), schemas.size() >= LEAST);
        Map<Long, String> bundles = stateOfOthers();
        int given = 0;
        for (ConfigurationSchema<?> schema : schemas) {
            int before = given;
            given += giveAll(schema);
            assertCallGoesOn((given - before) + " values for " + schema.pid());
        }
        assertEquals("bundles", bundles, stateOfOthers());
        assertEquals("what is still refused", List.of(), List.copyOf(connectors.refused()));
        assertLogIsReadable();
        System.out.println("hostile values: " + given + " in " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
        assertTrue("it took less than " + LIMIT, System.nanoTime() - begun < LIMIT.toNanos());
    }

    /** Declarative Services reads properties and their count of changes apart, and misses what is changed between. */
    @Test
    public void noneOfManyQuickChangesIsMissed() throws Exception {
        Configuration configuration = configurations.getConfiguration(KERNEL, "?");
        for (int i = 0; i < CHANGES; i++) {
            configuration.update(new Hashtable<>(Map.of("trial.seconds", "600")));
            String wrong = "wrong " + i;
            configuration.update(new Hashtable<>(Map.of("trial.seconds", wrong)));
            Await.until("refusal of " + wrong, () -> refusal(KERNEL).filter(reason -> reason.contains(wrong)).isPresent());
        }
        configuration.delete();
        Await.until("nothing is refused", () -> refusal(KERNEL).isEmpty());
        assertCallGoesOn(CHANGES + " changes");
    }

    private int giveAll(ConfigurationSchema<?> schema) throws Exception {
        Configuration configuration = schema.pid().equals(CONNECTOR)
                ? configurations.getFactoryConfiguration(CONNECTOR, HOSTILE.value(), "?")
                : configurations.getConfiguration(schema.pid(), "?");
        Dictionary<String, Object> given = configuration.getProperties();
        Hashtable<String, Object> right = new Hashtable<>();
        if (given != null) {
            given.keys().asIterator().forEachRemaining(key -> right.put(key, given.get(key)));
        }
        if (schema.pid().equals(CONNECTOR)) {
            right.put("server", "right.example");
            configuration.update(right);
            Await.until("the connector is there", () -> connectors.find(HOSTILE).isPresent());
        }
        Object inForce = inForce();
        List<String> expected = new ArrayList<>();
        int count = 0;
        for (ConfigurationKey<?> key : schema.keys()) {
            for (Object value : HostileValues.all().values()) {
                Hashtable<String, Object> wrong = new Hashtable<>(right);
                wrong.put(key.name(), value);
                ConfigurationReading<?> reading = schema.read(wrong);
                if (reading.value().isEmpty()) {
                    configuration.update(wrong);
                    Await.until(schema.pid() + " is refused: " + reading.reason(),
                            () -> refusal(schema.pid()).filter(reading.reason()::equals).isPresent());
                    assertTrue("one line: " + reading.reason(), isOneLine(reading.reason())
                            && schema.keys().stream().anyMatch(each -> reading.reason().startsWith(each.name() + ": ")));
                    assertTrue("no secret: " + reading.reason(), !key.secret() || !reading.reason().contains(HostileValues.SECRET));
                    if (expected.isEmpty() || !expected.get(expected.size() - 1).equals(reading.reason())) {
                        expected.add(reading.reason());
                    }
                    assertEquals("what is in force after " + reading.reason(), inForce, inForce());
                    count++;
                } else if (!schema.pid().equals(SIMULATOR)) {
                    // it is used, which the refusal that follows shows to be over; the simulator would end its calls
                    configuration.update(wrong);
                    count++;
                    if (schema.pid().equals(CONNECTOR)) {
                        configuration.update(right);
                        Await.until("the connector is as it was after " + key.name(), () -> inForce.equals(inForce()));
                    }
                }
            }
        }
        if (given == null) {
            configuration.delete();
        } else {
            configuration.update(right);
        }
        Await.until(schema.pid() + " is right again", () -> refusal(schema.pid()).isEmpty());
        Await.until("only the caller is left", () -> connectors.all().stream().map(Connector::id).map(ConnectorId::value).toList()
                .equals(List.of("caller")));
        assertEquals("lines in the log about " + schema.pid(), expected, loggedRefusals(schema.pid()));
        return count;
    }

    /** The last right configuration of the connector; none for other PIDs, whose effect the call shows. */
    private Optional<ConnectorConfiguration> inForce() {
        return connectors.find(HOSTILE).map(Connector::configuration);
    }

    private Optional<String> refusal(String pid) {
        return connectors.refused().stream().filter(refused -> refused.source().startsWith(pid)).map(RefusedConfiguration::reason).findFirst();
    }

    private static boolean isOneLine(String text) {
        return text.length() < 1_000 && text.chars().noneMatch(Character::isISOControl);
    }

    private static List<String> loggedRefusals(String pid) throws Exception {
        List<String> reasons = new ArrayList<>();
        for (String line : log()) {
            String message = line.substring(line.lastIndexOf(" | ") + 3);
            int at = message.indexOf(" refused: ");
            if (at > 0 && line.contains("| ERROR |") && message.startsWith(pid)) {
                reasons.add(message.substring(at + " refused: ".length()));
            }
        }
        return reasons;
    }

    private static void assertLogIsReadable() throws Exception {
        List<String> wrong = log().stream().filter(line -> line.startsWith("\tat org.sipconnector")
                || line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')).toList();
        assertEquals("lines with stack traces or control characters", List.of(), wrong);
    }

    private static List<String> log() throws Exception {
        return Files.readAllLines(Path.of(System.getProperty("karaf.log"), "karaf.log"), UTF_8);
    }

    @SuppressWarnings("rawtypes")
    private List<ConfigurationSchema<?>> schemas() throws Exception {
        Map<String, ConfigurationSchema<?>> schemas = new TreeMap<>(Comparator.naturalOrder());
        for (ServiceReference<ConfigurationSchema> reference : context.getServiceReferences(ConfigurationSchema.class, null)) {
            ConfigurationSchema<?> schema = context.getService(reference);
            schemas.put(schema.pid(), schema);
        }
        return List.copyOf(schemas.values());
    }
}
