/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.ConfigurationWarning;
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

    /** Null outside of a framework. */
    private final @Nullable Declared<T> declared;
    private volatile T current;
    private @Nullable ServiceRegistration<?> refusal;
    private @Nullable ServiceRegistration<?> warning;
    private List<String> said = List.of();
    private boolean closed;

    /** What is told to the framework. */
    private record Declared<T>(BundleContext context, ConfigurationSchema<T> schema, List<ServiceRegistration<?>> registrations) {}

    /**
     * For what hears of changes from Configuration Admin itself.
     *
     * @param properties the first ones
     */
    public CheckedConfiguration(BundleContext context, ConfigurationSchema<T> schema, Map<String, ?> properties) {
        this(context, schema, properties, List.of());
    }

    /**
     * For a component of Declarative Services.
     *
     * @param properties the first ones
     * @param component  its method for changed ones, which calls {@link #update}
     */
    public CheckedConfiguration(BundleContext context, ConfigurationSchema<T> schema, Map<String, ?> properties,
            ConfiguredComponent component) {
        this(context, schema, properties, List.of(component));
    }

    private CheckedConfiguration(BundleContext context, ConfigurationSchema<T> schema, Map<String, ?> properties,
            List<ConfiguredComponent> components) {
        Dictionary<String, Object> pid = new Hashtable<>(Map.of(ConfiguredComponent.PID, schema.pid()));
        List<ServiceRegistration<?>> registrations = new ArrayList<>();
        registrations.add(context.registerService(ConfigurationSchema.class, schema, pid));
        components.forEach(component -> registrations.add(context.registerService(ConfiguredComponent.class, component, pid)));
        declared = new Declared<>(context, schema, registrations);
        current = schema.bestOf(properties);
        update(properties);
    }

    private CheckedConfiguration(T fixed) {
        declared = null;
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

    /** Takes up changed properties; whether something else holds now. Never after {@link #close}. */
    public synchronized boolean update(Map<String, ?> properties) {
        Declared<T> to = Objects.requireNonNull(declared, "a fixed configuration takes no properties");
        if (closed) {
            return false;
        }
        ConfigurationReading<T> reading = to.schema().read(properties);
        tell(to.context(), to.schema().pid(), source(to.schema().pid(), properties), reading);
        T before = current;
        reading.value().ifPresent(value -> current = value);
        return !Objects.equals(before, current);
    }

    private void tell(BundleContext context, String pid, String source, ConfigurationReading<T> reading) {
        refusal = gone(refusal);
        warning = gone(warning);
        List<String> lines = reading.value().isPresent() ? reading.warnings() : List.of(reading.reason());
        if (reading.value().isEmpty()) {
            refusal = context.registerService(RefusedConfiguration.class,
                    new RefusedConfiguration(pid, source, reading.reason()), null);
        }
        if (!reading.warnings().isEmpty()) {
            warning = context.registerService(ConfigurationWarning.class,
                    new ConfigurationWarning(pid, source, String.join("; ", reading.warnings())), null);
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

    private static @Nullable ServiceRegistration<?> gone(@Nullable ServiceRegistration<?> registration) {
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
        closed = true;
        refusal = gone(refusal);
        warning = gone(warning);
        if (declared != null) {
            declared.registrations().forEach(CheckedConfiguration::gone);
        }
    }
}
