/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media;

import java.util.Arrays;
import java.util.List;
import org.sipconnector.media.helper.HelperLaunch;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/**
 * Settings of {@code org.sipconnector.media.cfg}.
 *
 * @param helpers     whether the media library runs in processes of its own
 * @param connections peer connections per helper process
 * @param options     of a helper's Java virtual machine
 */
record MediaConfiguration(boolean helpers, int connections, List<String> options) {

    private static final ConfigurationKey<String> ISOLATION = ConfigurationKey.of("isolation",
            ValueTypes.word("none", "process"), "none", "`process`: the media library runs in helper processes; when one crashes"
                    + " or hangs its calls are renegotiated in the next, all others notice nothing. `none`: in the server's.");
    private static final ConfigurationKey<Integer> CONNECTIONS = ConfigurationKey.of("helper.connections",
            ValueTypes.wholeNumber(1, 1_000), "10", "Peer connections per helper process.");
    private static final ConfigurationKey<String> OPTIONS = ConfigurationKey.of("helper.options",
            ValueTypes.matching("options separated by blanks, each beginning with -", "-[\\x21-\\x7e]+( +-[\\x21-\\x7e]+)*"),
            HelperLaunch.OPTIONS, "Options of a helper's Java virtual machine.");

    static final ConfigurationSchema<MediaConfiguration> SCHEMA = new ConfigurationSchema<>(MediaSettings.PID,
            "Where the media engine runs", List.of(ISOLATION, CONNECTIONS, OPTIONS), MediaConfiguration::of);

    private static MediaConfiguration of(ConfigurationValues values) {
        return new MediaConfiguration(values.get(ISOLATION).equals("process"), values.get(CONNECTIONS),
                Arrays.asList(values.get(OPTIONS).split(" +")));
    }
}
