/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.Placeholders;

/**
 * A connector's configuration as Configuration Admin keeps it, placeholders not filled in.
 *
 * @param properties all of it, those of the container's own, too
 */
record StoredConfiguration(Configuration stored, Map<String, Object> properties) {

    static final String FACTORY = "org.sipconnector.connector";
    static final String FILE = "felix.fileinstall.filename";
    private static final int TAG_LENGTH = 32;

    static StoredConfiguration of(Configuration stored) {
        Map<String, Object> properties = new TreeMap<>();
        Dictionary<String, Object> dictionary = stored.getProperties();
        if (dictionary != null) {
            Collections.list(dictionary.keys()).forEach(key -> properties.put(key, dictionary.get(key)));
        }
        return new StoredConfiguration(stored, properties);
    }

    /** Its connector's: the part behind the tilde of its file, else of its PID. */
    String id() {
        String name = file().map(Path::getFileName).map(Path::toString).orElse(stored.getPid() + ".cfg");
        int ending = name.lastIndexOf('.');
        return name.length() > FACTORY.length() + 1 && ending > FACTORY.length() ? name.substring(FACTORY.length() + 1, ending) : "";
    }

    /** The file it came from; empty without one. */
    Optional<Path> file() {
        return EtcFolder.file(properties.get(FILE));
    }

    /** What is written in it. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (!isContainers(key)) {
                values.put(key, value instanceof String[] several ? String.join(",", several) : String.valueOf(value));
            }
        });
        return values;
    }

    static boolean isContainers(String key) {
        return key.startsWith("service.") || key.startsWith("felix.") || key.equals(ConfigurationAdmin.SERVICE_FACTORYPID);
    }

    /** The same for readers: a secret that is written there is a mask, a reference to one stays. */
    Map<String, String> shown(ConfigurationSchema<?> schema) {
        Map<String, String> shown = new TreeMap<>();
        values().forEach((key, value) -> {
            String named = key + '=';
            shown.put(key, !schema.secret(key)
                    ? Masking.text(named + value).substring(named.length())
                    : value.isEmpty() || Placeholders.isWhole(value) ? value : ConfigurationSchema.MASK);
        });
        return shown;
    }

    /** Changes with what is written there; tells nothing of it. */
    String tag() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(stored.getPid().getBytes(StandardCharsets.UTF_8));
            digest.update(Long.toString(stored.getChangeCount()).getBytes(StandardCharsets.UTF_8));
            values().forEach((key, value) -> digest.update((key + '\n' + value.length() + '\n').getBytes(StandardCharsets.UTF_8)));
            return '"' + HexFormat.of().formatHex(digest.digest()).substring(0, TAG_LENGTH) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
