/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Levels by connector in the configuration of Karaf's log: a filter of Log4j that lets pass what carries the connector's id
 * in its context, whatever its logger's level is.
 */
final class ConnectorLogLevels {

    private static final String PID = "org.ops4j.pax.logging";
    private static final String FILTER = "log4j2.filter.sipconnector.";
    private static final String PAIR = FILTER + "id";
    private static final String KEY = ".key";
    private static final String VALUE = ".value";

    private final ConfigurationAdmin configurations;

    ConnectorLogLevels(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** The levels that connectors have of their own, such as {@code debug}, by id; none where the log is configured otherwise. */
    Map<String, String> all() throws IOException {
        Dictionary<String, Object> properties = configurations.getConfiguration(PID, null).getProperties();
        Map<String, String> levels = new TreeMap<>();
        for (String key : properties == null ? List.<String>of() : Collections.list(properties.keys())) {
            Object level = key.startsWith(PAIR) && key.endsWith(KEY)
                    ? properties.get(key.substring(0, key.length() - KEY.length()) + VALUE)
                    : null;
            if (level != null) {
                levels.put(properties.get(key).toString(), level.toString().toLowerCase(Locale.ROOT));
            }
        }
        return levels;
    }

    private static String pair(String connector) {
        return PAIR + HexFormat.of().formatHex(connector.getBytes(UTF_8)) + ".";
    }

    /** @param level absent for none of its own */
    void set(String connector, Optional<String> level) throws IOException {
        Configuration configuration = configurations.getConfiguration(PID, null);
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties == null) {
            throw new CommandFailedException("the log is not configured by " + PID + ": levels by connector need Log4j 2");
        }
        String pair = pair(connector);
        if (level.isPresent()) {
            properties.put(FILTER + "type", "DynamicThresholdFilter");
            properties.put(FILTER + "key", "connector");
            properties.put(FILTER + "defaultThreshold", "OFF");
            properties.put(FILTER + "onMatch", "ACCEPT");
            properties.put(FILTER + "onMismatch", "NEUTRAL");
            properties.put(pair + "type", "KeyValuePair");
            properties.put(pair + "key", connector);
            properties.put(pair + "value", level.get().toUpperCase(Locale.ROOT));
        } else {
            List.of("type", "key", "value").forEach(key -> properties.remove(pair + key));
            if (Collections.list(properties.keys()).stream().noneMatch(key -> key.startsWith(PAIR))) {
                Collections.list(properties.keys()).stream().filter(key -> key.startsWith(FILTER)).forEach(properties::remove);
            }
        }
        configuration.update(properties);
    }
}
