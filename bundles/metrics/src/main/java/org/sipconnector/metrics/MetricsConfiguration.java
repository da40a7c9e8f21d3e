/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import java.util.List;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/**
 * Settings of {@code org.sipconnector.metrics.cfg}.
 *
 * @param access  who may read the figures
 * @param streams of how many connectors in a call each stream is told
 */
record MetricsConfiguration(Access access, int streams) {

    static final String PID = "org.sipconnector.metrics";

    private static final int MOST_CONNECTORS = 10_000;

    /** How somebody shows who he is. */
    enum Authentication {
        /** By name and password, which the container's realm knows. */
        JAAS,
        /** Not at all. */
        NONE
    }

    /**
     * Who may read them.
     *
     * @param remote whether other hosts may
     * @param realm  name of the container's realm
     * @param roles  those of whom one is enough
     */
    record Access(boolean remote, Authentication authentication, String realm, List<String> roles) {}

    private static final ConfigurationKey<Boolean> REMOTE = ConfigurationKey.of("remote", ValueTypes.bool(), "false",
            "Whether other hosts than this one may read them. A proxy on this host is this host.");
    private static final ConfigurationKey<Authentication> AUTHENTICATION = ConfigurationKey.of("authentication",
            ValueTypes.choice(Authentication.class), "jaas",
            "`jaas`: who reads them logs in at the container's realm, by HTTP's Basic authentication. `none`: whoever reaches the port reads them.");
    private static final ConfigurationKey<String> REALM = ConfigurationKey.of("realm", ValueTypes.text(), "karaf",
            "Name of the container's realm (JAAS).");
    private static final ConfigurationKey<List<String>> ROLES = ConfigurationKey.of("roles",
            ValueTypes.listOf(ValueTypes.text()), "viewer,manager,admin", "Who has one of these roles may read them.");
    private static final ConfigurationKey<Integer> STREAMS = ConfigurationKey.of("streams.connectors",
            ValueTypes.wholeNumber(0, MOST_CONNECTORS), "200",
            "Of how many connectors in a call, in the order of their ids, each stream is told: some thirty series each.");

    static final ConfigurationSchema<MetricsConfiguration> SCHEMA = new ConfigurationSchema<>(PID, "Figures for Prometheus",
            List.of(REMOTE, AUTHENTICATION, REALM, ROLES, STREAMS), MetricsConfiguration::of);

    private static MetricsConfiguration of(ConfigurationValues values) {
        return new MetricsConfiguration(
                new Access(values.get(REMOTE), values.get(AUTHENTICATION), values.get(REALM), values.get(ROLES)), values.get(STREAMS));
    }
}
