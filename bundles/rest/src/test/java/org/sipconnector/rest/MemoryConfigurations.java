/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A Configuration Admin of one factory. */
final class MemoryConfigurations {

    private final Map<String, Configuration> stored = new LinkedHashMap<>();

    ConfigurationAdmin admin() {
        return (ConfigurationAdmin) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> method.getName().equals("listConfigurations")
                        ? stored.isEmpty() ? null : stored.values().toArray(Configuration[]::new)
                        : stored.computeIfAbsent(arguments[0] + "~" + arguments[1], this::configuration));
    }

    /** What is kept of it, secrets as they are. */
    Dictionary<String, Object> properties(String id) {
        return stored.get(StoredConfiguration.FACTORY + "~" + id).getProperties();
    }

    /** As a file would be read. */
    void read(String id, Dictionary<String, Object> properties) throws Exception {
        admin().getFactoryConfiguration(StoredConfiguration.FACTORY, id, "?").update(properties);
    }

    private Configuration configuration(String pid) {
        return (Configuration) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Configuration.class}, new Stored(pid));
    }

    private final class Stored implements InvocationHandler {

        private final String pid;
        private Object properties;
        private long changes;
        private boolean deleted;

        Stored(String pid) {
            this.pid = pid;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            if (deleted) {
                throw new IllegalStateException("configuration " + pid + " has been deleted");
            }
            return switch (method.getName()) {
                case "getPid" -> pid;
                case "getProperties" -> properties;
                case "getChangeCount" -> changes;
                case "update" -> {
                    properties = arguments[0];
                    changes++;
                    yield null;
                }
                case "delete" -> {
                    stored.remove(pid);
                    deleted = true;
                    yield null;
                }
                default -> throw new UnsupportedOperationException(method.getName());
            };
        }
    }
}
