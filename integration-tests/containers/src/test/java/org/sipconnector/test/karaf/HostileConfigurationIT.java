package org.sipconnector.test.karaf;

import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.sipconnector.api.configuration.ConfigurationKey;
import org.sipconnector.api.configuration.ConfigurationSchema;
import org.sipconnector.test.Await;
import org.sipconnector.test.CallStory;

/** Every key of every configuration says something wrong, in Karaf, while a call with sound and picture is up. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HostileConfigurationIT extends CallStory {

    private static final String SIMULATOR = "org.sipconnector.simulator";
    private static final String CONNECTOR = "org.sipconnector.connector";
    /** No key allows control characters, whatever its type. */
    private static final String WRONG = "\u0007 no value";
    private static final List<String> WORSE = List.of("", "-1", "999999999999999999999", "$[secret:no-such]", "x".repeat(10_000));

    @org.ops4j.pax.exam.Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector-simulator")};
    }

    @Test
    public void callsGoOnWhateverConfigurationsSay() throws Exception {
        List<ConfigurationSchema<?>> schemas = schemas();
        assertTrue("schemas of the kernel and its foundations at least: " + schemas.size(), schemas.size() > 5);
        for (ConfigurationSchema<?> schema : schemas) {
            Configuration configuration = schema.pid().equals(CONNECTOR)
                    ? configurations.getFactoryConfiguration(CONNECTOR, "hostile", "?") : configurations.getConfiguration(schema.pid(), "?");
            for (String value : WORSE) {
                say(configuration, schema, value);
            }
            say(configuration, schema, WRONG);
            Await.until(schema.pid() + " is refused", () -> refused(schema.pid()));
            assertCallGoesOn("what is wrong in " + schema.pid());
            configuration.delete();
            Await.until(schema.pid() + " is right again", () -> !refused(schema.pid()));
        }
        assertCallGoesOn("all corrections");
    }

    private static void say(Configuration configuration, ConfigurationSchema<?> schema, String value) throws Exception {
        Hashtable<String, Object> properties = new Hashtable<>();
        for (ConfigurationKey<?> key : schema.keys()) {
            properties.put(key.name(), value);
        }
        configuration.update(properties);
    }

    private boolean refused(String pid) {
        return connectors.refused().stream().anyMatch(refused -> refused.source().startsWith(pid));
    }

    /** But for the simulator's: it is the server at the other end. */
    @SuppressWarnings("rawtypes")
    private List<ConfigurationSchema<?>> schemas() throws Exception {
        Collection<ServiceReference<ConfigurationSchema>> found = context.getServiceReferences(ConfigurationSchema.class, null);
        List<ConfigurationSchema<?>> schemas = new ArrayList<>();
        for (ServiceReference<ConfigurationSchema> reference : found) {
            ConfigurationSchema<?> schema = context.getService(reference);
            if (!schema.pid().equals(SIMULATOR)) {
                schemas.add(schema);
            }
        }
        return schemas;
    }
}
