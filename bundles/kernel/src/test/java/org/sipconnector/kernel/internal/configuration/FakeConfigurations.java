/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configuration Admin as far as connectors' configurations are concerned. */
final class FakeConfigurations {

    final Map<String, Hashtable<String, Object>> stored = new TreeMap<>();
    /** PIDs in the order in which events told of changes; an update without properties fires none. */
    final List<String> events = new ArrayList<>();

    final ConfigurationAdmin admin = (ConfigurationAdmin) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {ConfigurationAdmin.class}, (self, method, arguments) -> switch (method.getName()) {
                case "listConfigurations" -> stored.keySet().stream().anyMatch(pid -> matches(pid, (String) arguments[0]))
                        ? stored.keySet().stream().filter(pid -> matches(pid, (String) arguments[0])).map(this::configuration)
                                .toArray(Configuration[]::new)
                        : null;
                case "createFactoryConfiguration" -> configuration(arguments[0] + ".random" + stored.size());
                case "getFactoryConfiguration" -> configuration(arguments[0] + "~" + arguments[1]);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private static boolean matches(String pid, String filter) {
        int end = Math.max(pid.indexOf('~'), pid.indexOf(".random"));
        Map<String, Object> properties = new TreeMap<>(Map.of("service.pid", pid));
        if (end > 0) {
            properties.put("service.factoryPid", pid.substring(0, end));
        }
        try {
            return FrameworkUtil.createFilter(filter).matches(properties);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    Configuration configuration(String pid) {
        return (Configuration) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Configuration.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getPid" -> pid;
                    case "getProperties" -> stored.get(pid);
                    case "update" -> arguments == null ? null : update(pid, (Dictionary<?, ?>) arguments[0]);
                    case "delete" -> stored.remove(pid) == null ? null : null;
                    case "hashCode" -> pid.hashCode();
                    case "equals" -> self == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Object update(String pid, Dictionary<?, ?> properties) {
        Hashtable<String, Object> copy = new Hashtable<>(Map.of("service.pid", pid));
        Collections.list(properties.keys()).forEach(key -> copy.put(key.toString(), properties.get(key)));
        stored.put(pid, copy);
        events.add(pid);
        return null;
    }
}
