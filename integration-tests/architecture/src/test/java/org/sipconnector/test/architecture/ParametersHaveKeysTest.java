/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationReading;
import org.sipconnector.spi.configuration.ConfigurationSchema;

/** What a client can give as a parameter an operator can give as a key, except for what only a program can know. */
class ParametersHaveKeysTest {

    private static final String CALLS_OWN = "belongs to one call";
    private static final String FUNCTION = "is a function of the client";

    /** Components that no key changes, and why. */
    private static final Map<String, String> WITHOUT_KEY = Map.of(
            "ConnectorConfiguration.id.value", "is in the name of the file",
            "ConnectOptions.readyForConnection", FUNCTION,
            "ConnectOptions.yielding", "is said by who connects, not by an operator",
            "AutoConnectorOptions.canRetryOnError", FUNCTION);

    /** The keys that stand for what a call, a presentation or another stream is given. */
    private static final Map<String, List<String>> KEYS_OF_CALLS = Map.of(
            "CallToServerParameters.call.number", List.of("call.room"),
            "CallToServerParameters.call.stream", List.of("call.audio", "call.video"),
            "CallToServerParameters.call.iceServers", List.of("ice.servers"),
            "CallToServerParameters.call.media.preferredVideoCodecs", List.of("call.preferredVideoCodecs"),
            "CallToServerParameters.call.media.excludedVideoCodecs", List.of("call.excludedVideoCodecs"),
            "CallToServerParameters.autoRedial", List.of("call.autoRedial"));

    private static final Map<String, String> CALLS_WITHOUT_KEY = Map.ofEntries(
            Map.entry("CallToServerParameters.call.headers", CALLS_OWN),
            Map.entry("CallToServerParameters.call.directionAudio", CALLS_OWN),
            Map.entry("CallToServerParameters.call.directionVideo", CALLS_OWN),
            Map.entry("CallToServerParameters.call.receiveAudio", CALLS_OWN),
            Map.entry("CallToServerParameters.call.receiveVideo", CALLS_OWN),
            Map.entry("CallToServerParameters.call.session", CALLS_OWN),
            Map.entry("CallToServerParameters.call.presentationCall", CALLS_OWN),
            Map.entry("CallToServerParameters.call.muted.here", CALLS_OWN),
            Map.entry("CallToServerParameters.call.muted.byRequest", CALLS_OWN),
            Map.entry("CallToServerParameters.call.muted.byOrder", CALLS_OWN),
            Map.entry("CallToServerParameters.call.media.encodings", "is balanced; maxAvailableResolution limits it"),
            Map.entry("CallToServerParameters.call.media.contentHint", CALLS_OWN),
            Map.entry("CallToServerParameters.call.media.degradationPreference", CALLS_OWN),
            Map.entry("CallToServerParameters.policy", FUNCTION));

    /** A value other than {@link #BASE}'s or the default for each key. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("server", "other.example.org"), Map.entry("domain", "example.net"), Map.entry("transport", "TCP"),
            Map.entry("webSocketPath", "/other"), Map.entry("webSocketOrigin", "https://example.org"),
            Map.entry("outboundProxy", "sip:edge.example.org"), Map.entry("sessionTimers", "true"), Map.entry("gruu", "true"),
            Map.entry("displayName", "Hall"), Map.entry("user", "1002"), Map.entry("password", "other"),
            Map.entry("register", "false"), Map.entry("registerExpires", "60"), Map.entry("connectOnStart", "true"),
            Map.entry("tls.trust", "anything"), Map.entry("ice.servers", "turn:other.example.org"), Map.entry("ice.username", "v"),
            Map.entry("ice.credential", "d"), Map.entry("remoteAddress", "192.0.2.1"), Map.entry("userAgent", "Agent"),
            Map.entry("maxAvailableResolution", "640x360"), Map.entry("extraHeaders", "X-Site: 7"),
            Map.entry("recovery.minSeconds", "1"), Map.entry("recovery.maxSeconds", "60"), Map.entry("connectAttempts", "7"),
            Map.entry("call.audio", "silence"), Map.entry("call.video", "none"), Map.entry("call.autoRedial", "false"),
            Map.entry("call.preferredVideoCodecs", "video/VP9"), Map.entry("call.excludedVideoCodecs", "video/H264"),
            Map.entry("call.room", "600"),
            Map.entry("pauseMillis", "1000"), Map.entry("checkMillis", "2000"), Map.entry("backOffMillis", "500"),
            Map.entry("longestBackOffMillis", "40000"), Map.entry("warningAfter", "2"), Map.entry("criticalAfter", "9"),
            Map.entry("offlineGraceMillis", "1"), Map.entry("onNetworkChange", "IGNORE"), Map.entry("onNetworkOnline", "IGNORE"),
            Map.entry("maxAttempts", "6"), Map.entry("baseBackOffMillis", "500"), Map.entry("backOffFactor", "3"),
            Map.entry("waitSignalingMillis", "1"), Map.entry("startDelayMillis", "1"), Map.entry("pollMillis", "500"),
            Map.entry("ignoreForCodec", "h264"));

    private static final Map<String, String> BASE = Map.of("server", "sip.example.org", "user", "1001", "password", "secret",
            "tls.trust", "ca-file", "ice.servers", "turn:turn.example.org", "ice.username", "u", "ice.credential", "c");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyOptionOfTheApiIsChangedByAKeyAndEveryKeyChangesSomething() {
        return Schemas.all().stream().filter(schema -> schema.pid().equals(Schemas.CONNECTOR)
                || schema.defaults() instanceof Record options && ofTheApi(options))
                .map(schema -> dynamicTest(schema.pid(), () -> agrees(schema)));
    }

    private void agrees(ConfigurationSchema<?> schema) throws Exception {
        Map<String, String> base = new HashMap<>();
        Map<String, String> other = new HashMap<>(OTHER);
        if (schema.pid().equals(Schemas.CONNECTOR)) {
            base.putAll(BASE);
            for (String key : List.of("tls.caFile", "tls.certificate")) {
                base.put(key, PemFile.certificate(folder.resolve(key), 0));
                other.put(key, PemFile.certificate(folder.resolve(key + "-other"), 1));
            }
            base.put("tls.key", PemFile.key(folder.resolve("tls.key")));
            other.put("tls.key", PemFile.key(folder.resolve("tls.key-other")));
        }
        other.put("jitter", schema.pid().endsWith("callreconnect") ? "NONE" : "0");
        Map<String, Object> before = leaves(schema, base);
        Set<String> unchanged = new TreeSet<>(before.keySet());
        for (ConfigurationKey<?> key : schema.keys()) {
            assertThat(other).as("another value for the key").containsKey(key.name());
            Map<String, String> changed = new HashMap<>(base);
            changed.put(key.name(), other.get(key.name()));
            Map<String, Object> after = leaves(schema, changed);
            Set<String> differing = new TreeSet<>(before.keySet());
            differing.addAll(after.keySet());
            differing.removeIf(leaf -> Objects.equals(before.get(leaf), after.get(leaf)));
            assertThat(differing).as("what the key %s changes", key.name()).isNotEmpty();
            unchanged.removeAll(differing);
        }
        assertThat(unchanged).as("what no key changes").isEqualTo(new TreeSet<>(WITHOUT_KEY.keySet().stream()
                .filter(before::containsKey).toList()));
    }

    @Test
    void everyParameterOfACallHasItsKeyOrIsTheCallsOwn() {
        Set<String> named = new TreeSet<>(KEYS_OF_CALLS.keySet());
        named.addAll(CALLS_WITHOUT_KEY.keySet());
        Map<String, Object> leaves = new TreeMap<>();
        add(leaves, "CallToServerParameters", CallToServerParameters.to("600"));
        assertThat(leaves.keySet()).isEqualTo(named);

        List<String> known = Schemas.all().get(0).keys().stream().map(ConfigurationKey::name).toList();
        assertThat(known).containsAll(KEYS_OF_CALLS.values().stream().flatMap(List::stream).toList());
    }

    private static Map<String, Object> leaves(ConfigurationSchema<?> schema, Map<String, String> properties) {
        ConfigurationReading<?> reading = schema.read(properties);
        assertThat(reading.reason()).isEmpty();
        Map<String, Object> leaves = new TreeMap<>();
        Object value = reading.value().orElseThrow();
        add(leaves, value.getClass().getSimpleName(), value);
        if (value instanceof ConnectorConfiguration configuration) {
            add(leaves, "ConnectionParameters", configuration.parameters());
            add(leaves, "ConnectOptions", ConnectOptions.of(configuration));
        }
        return leaves;
    }

    private static void add(Map<String, Object> leaves, String path, Object value) {
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            add(leaves, path, optional.get());
        } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Record one && ofTheApi(one)) {
            add(leaves, path, one);
        } else if (value instanceof Record options && ofTheApi(options)) {
            components(options).forEach((name, component) -> add(leaves, path + '.' + name, component));
        } else {
            leaves.put(path, value);
        }
    }

    private static boolean ofTheApi(Record value) {
        return value.getClass().getName().startsWith("org.sipconnector.api.");
    }

    private static Map<String, Object> components(Record value) {
        Map<String, Object> components = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                components.put(component.getName(), component.getAccessor().invoke(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component.toString(), e);
            }
        }
        return components;
    }
}
