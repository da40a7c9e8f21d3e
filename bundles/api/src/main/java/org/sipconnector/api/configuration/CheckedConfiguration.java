package org.sipconnector.api.configuration;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.RefusedConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds of a component's configuration. A configuration with a mistake changes nothing: the last right one stays in
 * force, one line in the log says what is wrong, and a service {@link RefusedConfiguration} says so for as long as it is.
 * Where nothing was right before, right keys hold and wrong ones have their defaults. For any thread.
 */
public final class CheckedConfiguration<T> implements AutoCloseable {

    private static final String FILE = "felix.fileinstall.filename";
    private static final Logger LOG = LoggerFactory.getLogger(CheckedConfiguration.class);

    private final BundleContext context;
    private final ConfigurationSchema<T> schema;
    private final ServiceRegistration<?> declaration;
    private volatile T current;
    private ServiceRegistration<?> refusal;
    private ServiceRegistration<?> warning;
    private List<String> said = List.of();

    /** @param properties the first ones */
    public CheckedConfiguration(BundleContext context, ConfigurationSchema<T> schema, Map<String, ?> properties) {
        this.context = context;
        this.schema = schema;
        Dictionary<String, Object> pid = new Hashtable<>(Map.of("configuration.pid", schema.pid()));
        declaration = context.registerService(ConfigurationSchema.class, schema, pid);
        current = schema.bestOf(properties);
        update(properties);
    }

    private CheckedConfiguration(T fixed) {
        context = null;
        schema = null;
        declaration = null;
        current = fixed;
    }

    /** What always holds, outside of a framework. */
    public static <T> CheckedConfiguration<T> fixed(T value) {
        return new CheckedConfiguration<>(value);
    }

    /** What holds now. */
    public T current() {
        return current;
    }

    /** Takes up changed properties; whether something else holds now. */
    public synchronized boolean update(Map<String, ?> properties) {
        ConfigurationReading<T> reading = schema.read(properties);
        String source = source(schema.pid(), properties);
        tell(source, reading);
        T before = current;
        reading.value().ifPresent(value -> current = value);
        return !Objects.equals(before, current);
    }

    private void tell(String source, ConfigurationReading<T> reading) {
        refusal = gone(refusal);
        warning = gone(warning);
        List<String> lines = reading.value().isPresent() ? reading.warnings() : List.of(reading.reason());
        if (reading.value().isEmpty()) {
            refusal = context.registerService(RefusedConfiguration.class,
                    new RefusedConfiguration(schema.pid(), source, reading.reason()), null);
        }
        if (!reading.warnings().isEmpty()) {
            warning = context.registerService(ConfigurationWarning.class,
                    new ConfigurationWarning(schema.pid(), source, String.join("; ", reading.warnings())), null);
        }
        if (!lines.equals(said)) {
            lines.forEach(line -> say(source, line, reading.value().isPresent()));
        }
        said = lines;
    }

    private static void say(String source, String line, boolean accepted) {
        if (accepted) {
            LOG.warn("{}: {}", source, line);
        } else {
            LOG.error("{} refused: {}", source, line);
        }
    }

    /** The file's name, or the PID where there is no file. */
    public static String source(String pid, Map<String, ?> properties) {
        Object file = properties.get(FILE);
        String path = file == null ? pid : file.toString();
        return Written.printable(path.substring(path.lastIndexOf('/') + 1));
    }

    private static ServiceRegistration<?> gone(ServiceRegistration<?> registration) {
        if (registration != null) {
            try {
                registration.unregister();
            } catch (IllegalStateException already) {
                LOG.debug("the bundle is stopping: {}", already.toString());
            }
        }
        return null;
    }

    /** Takes back what it says. */
    @Override
    public synchronized void close() {
        refusal = gone(refusal);
        warning = gone(warning);
        gone(declaration);
    }
}
