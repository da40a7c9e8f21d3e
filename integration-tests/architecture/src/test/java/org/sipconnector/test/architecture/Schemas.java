/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sipconnector.spi.configuration.ConfigurationSchema;

/** What bundles declare of their configurations, as compiled; a new one is found without being named anywhere. */
final class Schemas {

    static final String CONNECTOR = "org.sipconnector.connector";

    private static final ClassLoader LOADER = new URLClassLoader(Bundles.folders().stream()
            .map(folder -> url(folder.resolve("target").resolve("classes"))).toArray(URL[]::new), Schemas.class.getClassLoader());

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final List<ConfigurationSchema<?>> ALL = found();

    private Schemas() {}

    /** Connectors first, then by PID. */
    static List<ConfigurationSchema<?>> all() {
        return ALL;
    }

    private static List<ConfigurationSchema<?>> found() {
        Map<String, ConfigurationSchema<?>> found = new TreeMap<>();
        for (JavaClass type : Bundles.classes()) {
            for (JavaField field : type.getFields()) {
                if (field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getRawType().isEquivalentTo(ConfigurationSchema.class)) {
                    ConfigurationSchema<?> schema = value(type.getName(), field.getName());
                    found.put(schema.pid(), schema);
                }
            }
        }
        return found.values().stream().sorted(Comparator.<ConfigurationSchema<?>, Boolean>comparing(
                schema -> !schema.pid().equals(CONNECTOR)).thenComparing(ConfigurationSchema::pid)).toList();
    }

    private static ConfigurationSchema<?> value(String type, String name) {
        try {
            Field field = Class.forName(type, true, LOADER).getDeclaredField(name);
            field.setAccessible(true);
            return (ConfigurationSchema<?>) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + "." + name, e);
        }
    }
}
