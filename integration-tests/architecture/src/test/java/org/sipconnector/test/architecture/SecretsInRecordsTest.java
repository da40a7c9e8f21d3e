/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/** Every public record of API, SPI and the simulator's API is filled with marked secrets wherever it can hold one, and shows none of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsInRecordsTest {

    private static final String MARK = "c2VjcmV0";
    private static final String DESCRIPTION = "v=0\r\na=ice-pwd:" + MARK + "\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + MARK + "|2^20\r\n";
    private static final String URI = "sip:alice:" + MARK + "@sip.test";
    private static final String TEXT = "{\"jwt\":\"" + MARK + "\",\"password\":\"" + MARK + "\"}";
    /** Components of type String that hold more than a name, by name. */
    private static final Map<String, String> HOT = Map.ofEntries(Map.entry("sdp", DESCRIPTION), Map.entry("offer", DESCRIPTION),
            Map.entry("answer", DESCRIPTION), Map.entry("agreed", DESCRIPTION), Map.entry("localSdp", DESCRIPTION), Map.entry("body", TEXT),
            Map.entry("content", TEXT), Map.entry("url", "https://alice:" + MARK + "@sip.test/?token=" + MARK), Map.entry("target", URI),
            Map.entry("fromUri", URI), Map.entry("uri", URI));
    private static final List<String> EXPORTERS = List.of("api", "spi", "simulator-api");

    private final List<String> notMade = new ArrayList<>();

    private static List<Class<?>> records() throws IOException {
        List<Class<?>> all = new ArrayList<>();
        for (String exporter : EXPORTERS) {
            all.addAll(records(Bundles.FOLDER.resolve(Path.of(exporter, "target", "classes"))));
        }
        return all;
    }

    private static List<Class<?>> records(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString()).filter(name -> name.endsWith(".class") && !name.contains("-info"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.')).sorted()
                    .<Class<?>>map(SecretsInRecordsTest::named).filter(type -> type.isRecord() && Modifier.isPublic(type.getModifiers()))
                    .toList();
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name, false, SecretsInRecordsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private Object made(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        Object[] values = Arrays.stream(components).map(component -> value(component.getGenericType(), component.getName())).toArray();
        try {
            return record.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException particular) {
            notMade.add(record.getSimpleName() + " " + particular.getCause());
            return null;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(record.getName(), e);
        }
    }

    private Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type inner = generic.getActualTypeArguments()[0];
            return raw == Optional.class
                    ? Optional.ofNullable(value(inner, name))
                    : raw == List.class
                            ? listOf(value(inner, name))
                            : raw == Set.class ? Set.copyOf(listOf(value(inner, name))) : raw == Map.class ? Map.of() : plain(raw, name);
        }
        return type instanceof Class<?> raw ? plain(raw, name) : null;
    }

    private static List<Object> listOf(Object one) {
        return one == null ? List.of() : List.of(one);
    }

    private Object plain(Class<?> type, String name) {
        if (type == String.class) {
            return HOT.getOrDefault(name, "x");
        } else if (type == Secret.class) {
            return Secret.of(MARK);
        } else if (type == Header.class) {
            return new Header("Authorization", "Bearer " + MARK);
        } else if (type == SipBody.class) {
            return new SipBody("text/plain", MARK);
        } else if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        } else if (type == Duration.class) {
            return Duration.ofSeconds(1);
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == byte[].class) {
            return new byte[1];
        } else if (Throwable.class.isAssignableFrom(type)) {
            return null;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isRecord()) {
            return made(type);
        } else if (type.isSealed()) {
            return plain(type.getPermittedSubclasses()[0], name);
        } else if (type.isInterface()) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> "client's");
        }
        return null;
    }

    @Test
    void noRecordShowsASecretItHolds() throws IOException {
        List<String> leaks = new ArrayList<>();
        int shown = 0;
        for (Class<?> record : records()) {
            Object one = made(record);
            if (one != null) {
                shown++;
                if (one.toString().contains(MARK)) {
                    leaks.add(record.getName().replaceAll(".*\\.", "") + ": " + one);
                }
            }
        }
        System.out.println(shown + " records shown; not made: " + notMade);
        assertThat(leaks).isEmpty();
        assertThat(shown).as("records that were made").isGreaterThan(360);
    }
}
