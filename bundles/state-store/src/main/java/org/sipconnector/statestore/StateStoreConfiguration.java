/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import java.nio.file.Path;
import java.util.List;
import org.sipconnector.api.configuration.ConfigurationKey;
import org.sipconnector.api.configuration.ConfigurationSchema;
import org.sipconnector.api.configuration.ValueTypes;

/** The keys of {@code org.sipconnector.statestore.cfg}. */
final class StateStoreConfiguration {

    private static final ConfigurationKey<Path> DIRECTORY = ConfigurationKey.optional("directory",
            ValueTypes.of("an absolute path of one line", StateStoreConfiguration::absolute), "`data/sip-connector/state`",
            "Directory that connectors are kept in while no process has them, with the key they are encrypted by.");

    static final ConfigurationSchema<Path> SCHEMA = new ConfigurationSchema<>(StateStoreSettings.PID, "The state store", List.of(DIRECTORY),
            values -> values.find(DIRECTORY).orElseGet(StateStoreConfiguration::standard));

    private StateStoreConfiguration() {}

    private static Path absolute(String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute() || !ValueTypes.oneLine(text)) {
            throw new IllegalArgumentException();
        }
        return path.normalize();
    }

    private static Path standard() {
        return Path.of(System.getProperty("karaf.data", "data"), "sip-connector", "state").toAbsolutePath().normalize();
    }
}
