/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metricsservlet;

import java.util.List;
import org.sipconnector.httpaccess.AccessRules;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/**
 * Settings of {@code org.sipconnector.metricsservlet.cfg}: who may read the figures.
 *
 * @param remote whether other hosts may
 * @param realm  name of the container's realm
 * @param roles  those of whom one is enough
 */
record AccessConfiguration(boolean remote, Authentication authentication, String realm, List<String> roles) {

    static final String PID = "org.sipconnector.metricsservlet";

    /** How somebody shows who he is. */
    enum Authentication {
        /** By name and password, which the container's realm knows. */
        JAAS,
        /** Not at all. */
        NONE
    }

    private static final ConfigurationKey<Boolean> REMOTE = ConfigurationKey.of("remote", ValueTypes.bool(), "false",
            "Whether other hosts than this one may read them. A proxy on this host is this host.");

    private static final ConfigurationKey<Authentication> AUTHENTICATION = ConfigurationKey.of("authentication",
            ValueTypes.choice(Authentication.class), "jaas",
            "`jaas`: who reads them logs in at the container's realm, by HTTP's Basic authentication. `none`: whoever reaches the port reads them.");

    private static final ConfigurationKey<String> REALM = ConfigurationKey.of("realm", ValueTypes.text(), "karaf",
            "Name of the container's realm (JAAS).");

    private static final ConfigurationKey<List<String>> ROLES = ConfigurationKey.of("roles",
            ValueTypes.listOf(ValueTypes.text()), "viewer,manager,admin", "Who has one of these roles may read them.");

    static final ConfigurationSchema<AccessConfiguration> SCHEMA = new ConfigurationSchema<>(PID, "Who may read figures at `/metrics`",
            List.of(REMOTE, AUTHENTICATION, REALM, ROLES), AccessConfiguration::of);

    AccessRules rules() {
        return new AccessRules("metrics", PID, remote, realm, "authentication = none");
    }

    private static AccessConfiguration of(ConfigurationValues values) {
        return new AccessConfiguration(values.get(REMOTE), values.get(AUTHENTICATION), values.get(REALM), values.get(ROLES));
    }
}
