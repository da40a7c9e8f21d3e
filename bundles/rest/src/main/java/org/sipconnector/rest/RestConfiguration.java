/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipconnector.httpaccess.AccessRules;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/**
 * Settings of {@code org.sipconnector.rest.cfg}: who may use the REST interface, and how much of it.
 *
 * @param remote    whether other hosts may
 * @param realm     name of the container's realm
 * @param anonymous what who does not log in may; empty for nothing
 * @param limits    of what is taken
 */
record RestConfiguration(boolean remote, String realm, Optional<RestRole> anonymous, Limits limits) {

    static final String PID = "org.sipconnector.rest";

    /**
     * @param requestsPerMinute of one address
     * @param eventStreams      at once
     * @param uploadMegabytes   of one bundle
     */
    record Limits(int requestsPerMinute, int eventStreams, int uploadMegabytes) {}

    private static final ConfigurationKey<Boolean> REMOTE = ConfigurationKey.of("remote", ValueTypes.bool(), "false",
            "Whether other hosts than this one may ask. A proxy on this host is this host.");

    private static final ConfigurationKey<String> REALM = ConfigurationKey.of("realm", ValueTypes.text(), "karaf",
            "Name of the container's realm (JAAS). Its roles `viewer`, `manager` and `admin` may what they may in the shell.");

    private static final ConfigurationKey<String> ANONYMOUS = ConfigurationKey.of("anonymous",
            ValueTypes.word("nobody", "viewer", "manager", "admin"), "nobody",
            "What who does not log in may do; `nobody`: nothing. For a proxy that judges who may, and for tests.");

    private static final ConfigurationKey<Integer> REQUESTS = ConfigurationKey.of("requestsPerMinute",
            ValueTypes.wholeNumber(10, 1_000_000), "600", "Requests of one address in a minute; more are answered 429.");

    private static final ConfigurationKey<Integer> STREAMS = ConfigurationKey.of("eventStreams",
            ValueTypes.wholeNumber(0, 1_000), "32", "How many may hear events at once.");

    private static final ConfigurationKey<Integer> UPLOAD = ConfigurationKey.of("uploadMegabytes",
            ValueTypes.wholeNumber(1, 64), "32", "How large a bundle that is uploaded may be.");

    static final ConfigurationSchema<RestConfiguration> SCHEMA = new ConfigurationSchema<>(PID,
            "Who may use the REST interface, and how much of it", List.of(REMOTE, REALM, ANONYMOUS, REQUESTS, STREAMS, UPLOAD),
            RestConfiguration::of);

    private static RestConfiguration of(ConfigurationValues values) {
        String anonymous = values.get(ANONYMOUS);
        return new RestConfiguration(values.get(REMOTE), values.get(REALM),
                anonymous.equals("nobody") ? Optional.empty() : Optional.of(RestRole.valueOf(anonymous.toUpperCase(Locale.ROOT))),
                new Limits(values.get(REQUESTS), values.get(STREAMS), values.get(UPLOAD)));
    }

    AccessRules rules() {
        return new AccessRules("the REST interface", PID, remote, realm, "anonymous = viewer");
    }
}
