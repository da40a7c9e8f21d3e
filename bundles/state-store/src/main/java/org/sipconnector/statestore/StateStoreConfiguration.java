/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import java.nio.file.Path;
import java.util.List;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.DataDirectory;
import org.sipconnector.spi.configuration.ValueTypes;

/** The keys of {@code org.sipconnector.statestore.cfg}. */
final class StateStoreConfiguration {

    private static final ConfigurationKey<Path> DIRECTORY = ConfigurationKey.optional("directory",
            ValueTypes.absolutePath(), "`data/sip-connector/state`",
            "Directory that connectors are kept in while no process has them, with the key they are encrypted by.");

    static final ConfigurationSchema<Path> SCHEMA = new ConfigurationSchema<>(StateStoreSettings.PID, "The state store", List.of(DIRECTORY),
            values -> values.find(DIRECTORY).orElseGet(() -> DataDirectory.of("state")));

    private StateStoreConfiguration() {}
}
