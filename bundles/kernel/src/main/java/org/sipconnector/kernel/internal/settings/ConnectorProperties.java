/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import static org.sipconnector.kernel.internal.settings.ConnectorKeys.*;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorConfigurationBuilder;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;

/** What a connector's keys mean together. */
public final class ConnectorProperties {

    /** The keys, with a connector of any id. */
    public static final ConfigurationSchema<ConnectorConfiguration> SCHEMA = schema("ID");

    private static final String ANY_TRUST = "anything";

    private ConnectorProperties() {}

    public static ConfigurationSchema<ConnectorConfiguration> schema(String id) {
        return new ConfigurationSchema<>(ConnectorSettings.FACTORY_PID,
                "A connector: one account's presence at one conference server; ID is its id", ALL, values -> read(id, values));
    }

    private static ConnectorConfiguration read(String id, ConfigurationValues values) {
        ConnectorConfigurationBuilder builder = builder(id).server(values.get(SERVER)).transport(values.get(TRANSPORT))
                .webSocketPath(values.get(PATH)).registerExpires(values.get(REGISTER_EXPIRES))
                .connectOnStart(values.get(CONNECT_ON_START)).userAgent(values.get(USER_AGENT)).trust(trust(values));
        values.find(DOMAIN).ifPresent(builder::domain);
        values.find(DISPLAY_NAME).ifPresent(builder::displayName);
        values.find(USER).ifPresent(user -> builder.account(user, values.find(PASSWORD).orElse(null)));
        values.find(REGISTER).ifPresent(builder::register);
        values.find(REMOTE_ADDRESS).ifPresent(builder::remoteAddress);
        iceServer(values).ifPresent(builder::iceServer);
        builder.access(new ServerAccess(values.find(ORIGIN), values.find(PROXY), values.find(CERTIFICATE), values.find(KEY),
                values.get(SESSION_TIMERS), values.get(GRUU)));
        values.find(MOST_RESOLUTION).ifPresent(builder::maxAvailableResolution);
        values.find(EXTRA_HEADERS).ifPresent(builder::extraHeaders);
        builder.recovery(values.get(RECOVERY_MIN), values.get(RECOVERY_MAX)).connectAttempts(values.get(ATTEMPTS));
        builder.call(new CallDefaults(values.get(AUDIO), values.get(VIDEO), values.get(AUTO_REDIAL), values.find(ROOM),
                values.find(PREFERRED_CODECS).orElse(List.of()), values.find(EXCLUDED_CODECS).orElse(List.of())));
        return builder.build();
    }

    private static ConnectorConfigurationBuilder builder(String id) {
        try {
            return ConnectorConfiguration.builder(id);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException("id", String.valueOf(e.getMessage()));
        }
    }

    private static TlsTrust trust(ConfigurationValues values) {
        return switch (values.get(TRUST)) {
            case ANY_TRUST -> TlsTrust.ANYTHING;
            case "ca-file" -> TlsTrust.caFile(values.find(CA_FILE).orElseThrow(
                    () -> new InvalidConfigurationException(CA_FILE.name(), "is required when tls.trust=ca-file")));
            default -> TlsTrust.PLATFORM;
        };
    }

    private static Optional<IceServer> iceServer(ConfigurationValues values) {
        List<String> urls = values.find(ICE_SERVERS).orElse(List.of());
        if (urls.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new IceServer(urls, values.find(ICE_USERNAME), values.find(ICE_CREDENTIAL),
                    values.get(TRUST).equals(ANY_TRUST)));
        } catch (IllegalArgumentException refused) {
            throw new InvalidConfigurationException(ICE_SERVERS.name(), String.valueOf(refused.getMessage()));
        }
    }
}
