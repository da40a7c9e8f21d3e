/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipconnector.api.ConfigurationWarning;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorConfigurationBuilder;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.api.Secret;

/** Connectors whose managers answer what a test says. */
public final class FakeConnectors implements Connectors {

    private final List<Connector> connectors = new ArrayList<>();
    private final List<RefusedConfiguration> refused = new ArrayList<>();

    public FakeConnectors refuse(String id, String source, String reason) {
        refused.add(new RefusedConfiguration(id, source, reason));
        return this;
    }

    public FakeConnector add(String id) {
        return add(id, builder -> {});
    }

    public FakeConnector add(String id, Consumer<ConnectorConfigurationBuilder> more) {
        ConnectorConfigurationBuilder builder = ConnectorConfiguration.builder(id).server("sip.example.org")
                .account("1001", Secret.of("secret"));
        more.accept(builder);
        FakeConnector connector = new FakeConnector(builder.build());
        connectors.add(connector);
        return connector;
    }

    @Override
    public Connector open(ConnectorConfiguration configuration) {
        return add(configuration.id().value());
    }

    @Override
    public Optional<Connector> find(ConnectorId id) {
        return connectors.stream().filter(connector -> connector.id().equals(id)).findFirst();
    }

    @Override
    public Collection<Connector> all() {
        return connectors;
    }

    @Override
    public Collection<ConfigurationWarning> warnings() {
        return List.of();
    }

    @Override
    public Collection<RefusedConfiguration> refused() {
        return refused;
    }

    /** One of them. */
    public static final class FakeConnector implements Connector {

        private final ConnectorConfiguration configuration;
        private final Map<Class<?>, Map<String, Object>> answers = new HashMap<>();

        FakeConnector(ConnectorConfiguration configuration) {
            this.configuration = configuration;
        }

        /** What an operation or reading of a manager gives; a supplier is asked each time, a function with the arguments. */
        public FakeConnector answer(Class<?> api, String operation, Object value) {
            answers.computeIfAbsent(api, key -> new HashMap<>()).put(operation, value);
            return this;
        }

        @Override
        public ConnectorId id() {
            return configuration.id();
        }

        @Override
        public ConnectorConfiguration configuration() {
            return configuration;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <M> M manager(Class<M> api) {
            return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (proxy, method, arguments) -> {
                Object answer = answers.getOrDefault(api, Map.of()).get(method.getName());
                if (answer instanceof Supplier<?> doing) {
                    return doing.get();
                }
                if (answer instanceof Function<?, ?>) {
                    return ((Function<List<Object>, ?>) answer).apply(arguments == null ? List.of() : List.of(arguments));
                }
                if (answer == null && method.isDefault()) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                return answer;
            }));
        }

        @Override
        public boolean has(Class<?> api) {
            return answers.containsKey(api);
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedStage(null);
        }
    }
}
