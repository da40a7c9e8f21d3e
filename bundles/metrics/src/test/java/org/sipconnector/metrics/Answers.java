/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;

/** Services and connectors whose operations give what a test says. */
final class Answers {

    private Answers() {}

    static <T> T of(Class<T> type, Map<String, Object> byOperation) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    Object answer = byOperation.get(method.getName());
                    if (answer instanceof RuntimeException failure) {
                        throw failure;
                    }
                    return answer instanceof Supplier<?> doing ? doing.get() : answer;
                }));
    }

    /** A connector whose managers show these snapshots. */
    static Connector connector(String id, Map<Class<?>, Object> snapshots) {
        return new Connector() {
            @Override
            public ConnectorId id() {
                return ConnectorId.of(id);
            }

            @Override
            public ConnectorConfiguration configuration() {
                return ConnectorConfiguration.builder(id).server("sip.example.org").build();
            }

            @Override
            public <M> M manager(Class<M> api) {
                return of(api, Map.of("snapshot", snapshots.get(api)));
            }

            @Override
            public boolean has(Class<?> api) {
                return snapshots.containsKey(api);
            }

            @Override
            public java.util.concurrent.CompletionStage<Void> close() {
                throw new UnsupportedOperationException();
            }
        };
    }

    /** Services by their type, which a test may take away again. */
    static final class Registry implements Services {

        private final Map<Class<?>, Object> services = new HashMap<>();

        <T> Registry with(Class<T> type, Map<String, Object> byOperation) {
            services.put(type, of(type, byOperation));
            return this;
        }

        void without(Class<?> type) {
            services.remove(type);
        }

        @Override
        public <T> Optional<T> find(Class<T> type) {
            return Optional.ofNullable(type.cast(services.get(type)));
        }
    }
}
