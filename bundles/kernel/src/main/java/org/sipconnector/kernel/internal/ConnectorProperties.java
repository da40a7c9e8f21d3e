package org.sipconnector.kernel.internal;

import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorConfigurationBuilder;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;

/** Reads a connector's configuration from properties; every refusal names the key and, unless secret, the value. */
final class ConnectorProperties {

    private static final Set<String> KEYS = Set.of("server", "domain", "transport", "webSocketPath", "displayName", "user",
            "password", "register", "registerExpires", "connectOnStart", "tls.trust", "tls.caFile", "ice.servers",
            "ice.username", "ice.credential", "remoteAddress", "userAgent", "call.audio", "call.video", "call.autoRedial",
            "webSocketOrigin", "outboundProxy", "tls.certificate", "tls.key", "sessionTimers", "gruu");
    private static final List<String> OF_THE_CONTAINER = List.of("service.", "felix.", "component.", "org.apache.karaf.");

    private final Dictionary<String, ?> properties;

    ConnectorProperties(Dictionary<String, ?> properties) {
        this.properties = properties;
    }

    /** @throws InvalidConfigurationException naming the first key that is unknown, missing or wrong */
    ConnectorConfiguration read(String id) {
        refuseUnknownKeys();
        ConnectorConfigurationBuilder builder = builder(id);
        text("server").ifPresent(builder::server);
        text("domain").ifPresent(builder::domain);
        text("transport").ifPresent(value -> builder.transport(transport(value)));
        text("webSocketPath").ifPresent(builder::webSocketPath);
        text("displayName").ifPresent(builder::displayName);
        text("user").ifPresent(user -> builder.account(user, text("password").map(Secret::of).orElse(null)));
        bool("register").ifPresent(builder::register);
        text("registerExpires").ifPresent(value -> builder.registerExpires(number("registerExpires", value)));
        bool("connectOnStart").ifPresent(builder::connectOnStart);
        text("tls.trust").ifPresent(value -> builder.trust(trust(value)));
        iceServer().ifPresent(builder::iceServer);
        text("remoteAddress").ifPresent(builder::remoteAddress);
        text("userAgent").ifPresent(builder::userAgent);
        builder.access(new ServerAccess(text("webSocketOrigin"), text("outboundProxy"), text("tls.certificate"),
                text("tls.key"), bool("sessionTimers").orElse(false), bool("gruu").orElse(false)));
        builder.call(new CallDefaults(source("call.audio", CallDefaults.STANDARD.audio()),
                source("call.video", CallDefaults.STANDARD.video()), bool("call.autoRedial").orElse(true)));
        return builder.build();
    }

    private static ConnectorConfigurationBuilder builder(String id) {
        try {
            return ConnectorConfiguration.builder(id);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException("id", e.getMessage());
        }
    }

    private void refuseUnknownKeys() {
        for (String key : new TreeSet<>(Collections.list(properties.keys()))) {
            if (!KEYS.contains(key) && OF_THE_CONTAINER.stream().noneMatch(key::startsWith)) {
                throw new InvalidConfigurationException(key, "is no known key; known are " + new TreeSet<>(KEYS));
            }
        }
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(properties.get(key)).map(Object::toString).map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private Optional<Boolean> bool(String key) {
        return text(key).map(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidConfigurationException(key, "'" + value + "' is neither true nor false");
        });
    }

    private static int number(String key, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new InvalidConfigurationException(key, "'" + value + "' is no whole number");
        }
    }

    private static Transport transport(String value) {
        try {
            return Transport.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException("transport",
                    "'" + value + "' is none of " + Arrays.toString(Transport.values()));
        }
    }

    private TlsTrust trust(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "platform" -> TlsTrust.PLATFORM;
            case "anything" -> TlsTrust.ANYTHING;
            case "ca-file" -> TlsTrust.caFile(text("tls.caFile").orElseThrow(
                    () -> new InvalidConfigurationException("tls.caFile", "is required when tls.trust=ca-file")));
            default -> throw new InvalidConfigurationException("tls.trust",
                    "'" + value + "' is none of platform, ca-file, anything");
        };
    }

    private Optional<IceServer> iceServer() {
        return text("ice.servers").map(list -> {
            List<String> urls = Arrays.stream(list.split(",")).map(String::strip).filter(url -> !url.isEmpty()).toList();
            try {
                return new IceServer(urls, text("ice.username"), text("ice.credential").map(Secret::of),
                        text("tls.trust").map(this::trust).equals(Optional.of(TlsTrust.ANYTHING)));
            } catch (IllegalArgumentException refused) {
                throw new InvalidConfigurationException("ice.servers", refused.getMessage());
            }
        });
    }

    private Optional<String> source(String key, Optional<String> standard) {
        return text(key).map(value -> value.equalsIgnoreCase("none") ? Optional.<String>empty() : Optional.of(value))
                .orElse(standard);
    }
}
