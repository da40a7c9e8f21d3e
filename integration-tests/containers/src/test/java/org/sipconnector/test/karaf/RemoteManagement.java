/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Karaf's management as a user of that role reads it, by JMX over RMI. */
record RemoteManagement(int port, String user, String password) {

    /**
     * All that can be read: every attribute, and what operations give that only look.
     *
     * @param arguments tried as the first argument of each, with those of the next
     * @param further   tried as the second one
     */
    String readAll(List<String> arguments, List<String> further) throws Exception {
        StringBuilder all = new StringBuilder();
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/karaf-root");
        try (JMXConnector connector = JMXConnectorFactory.connect(url,
                Map.of(JMXConnector.CREDENTIALS, new String[] {user, password}))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            for (ObjectName name : server.queryNames(null, null)) {
                MBeanInfo info = server.getMBeanInfo(name);
                for (MBeanAttributeInfo attribute : info.getAttributes()) {
                    all.append(name).append(' ').append(attribute.getName()).append(": ")
                            .append(read(() -> server.getAttribute(name, attribute.getName()))).append('\n');
                }
                for (MBeanOperationInfo operation : info.getOperations()) {
                    if (operation.getName().matches("(get|list|is).*")) {
                        for (List<String> given : given(operation, arguments, further)) {
                            all.append(name).append(' ').append(operation.getName()).append(given).append(": ")
                                    .append(read(() -> server.invoke(name, operation.getName(), given.toArray(),
                                            types(operation))))
                                    .append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    private interface Reading {
        Object get() throws Exception;
    }

    private static String read(Reading reading) {
        try {
            return text(reading.get());
        } catch (Exception refused) {
            return refused.toString().replaceAll("\\s+", " ");
        }
    }

    private static List<List<String>> given(MBeanOperationInfo operation, List<String> arguments, List<String> further) {
        if (!Arrays.stream(types(operation)).allMatch(String.class.getName()::equals)) {
            return List.of();
        }
        return switch (operation.getSignature().length) {
            case 0 -> List.of(List.of());
            case 1 -> arguments.stream().map(List::of).toList();
            case 2 -> arguments.stream().flatMap(first -> further.stream().map(second -> List.of(first, second))).toList();
            default -> List.of();
        };
    }

    private static String[] types(MBeanOperationInfo operation) {
        return Arrays.stream(operation.getSignature()).map(each -> each.getType()).toArray(String[]::new);
    }

    private static String text(Object value) {
        if (value instanceof CompositeData composite) {
            return composite.getCompositeType().keySet().stream().map(key -> key + '=' + text(composite.get(key))).toList().toString();
        }
        if (value instanceof TabularData table) {
            return table.values().stream().map(RemoteManagement::text).toList().toString();
        }
        if (value != null && value.getClass().isArray()) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                texts.add(text(Array.get(value, i)));
            }
            return texts.toString();
        }
        return String.valueOf(value);
    }
}
