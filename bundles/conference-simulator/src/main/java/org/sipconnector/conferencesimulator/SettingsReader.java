/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.sipconnector.spi.configuration.ConfigurationKey.of;
import static org.sipconnector.spi.configuration.ConfigurationKey.optional;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueType;
import org.sipconnector.spi.configuration.ValueTypes;

/** The keys of {@code org.sipconnector.simulator.cfg}, and what the simulator is to be by them. */
final class SettingsReader {

    private static final String PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int PASSWORD_LENGTH = 12;
    private static final Path UNSAID = Path.of("");

    private static final ValueType<String> HOST_NAME =
            ValueTypes.matching("a host name or an address", "[A-Za-z0-9.:_\\[\\]-]{1,253}");

    private static final ConfigurationKey<String> HOST =
            of("host", HOST_NAME, "127.0.0.1", "Address to bind to. Leave it at loopback unless you know why not.");
    private static final ConfigurationKey<String> DOMAIN =
            optional("domain", HOST_NAME, "the host", "Domain of its users and digest realm.");
    private static final ConfigurationKey<Integer> WSS =
            port("wss.port", "7443", "TCP port of SIP over secure WebSocket and of HTTPS; 0 for any free one, -1 for none.");
    private static final ConfigurationKey<Integer> WS =
            port("ws.port", "-1", "TCP port of SIP over plain WebSocket and of HTTP; 0 for any free one, -1 for none.");
    private static final ConfigurationKey<Integer> TCP =
            port("tcp.port", "-1", "Port of SIP over TCP; 0 for any free one, -1 for none.");
    private static final ConfigurationKey<Integer> UDP =
            port("udp.port", "-1", "Port of SIP over UDP; 0 for any free one, -1 for none.");
    private static final Map<Transport, ConfigurationKey<Integer>> PORTS =
            Map.of(Transport.WSS, WSS, Transport.WS, WS, Transport.TCP, TCP, Transport.UDP, UDP);
    private static final ConfigurationKey<List<User>> USERS = optional("users", ValueTypes.listOf(
            ValueTypes.of("user:password, a comma in a password written as \\,", User::of)), "anybody",
            "Who may register. Without, any user may, with a random password that is logged once.").hidden();
    private static final ConfigurationKey<Path> DATA = optional("data.directory", ValueTypes.of("a path of one line", text -> {
        if (!ValueTypes.oneLine(text)) {
            throw new IllegalArgumentException();
        }
        return Path.of(text);
    }), "`data/simulator`", "Where its authority `ca.pem` and its certificate are kept.");
    private static final ConfigurationKey<SimulatorSettings.Lone> ALONE = of("alone",
            ValueTypes.choice(SimulatorSettings.Lone.class), "ECHO", "What somebody alone in a room gets.");
    private static final ConfigurationKey<Integer> FRAME_RATE =
            of("frame.rate", ValueTypes.wholeNumber(1, 30), "15", "Frames per second it sends.");
    private static final ConfigurationKey<ContentCodec> CODEC = of("content.codec", ValueTypes.choice(ContentCodec.class), "VP8",
            "Codec of presentations as told to clients.");

    static final ConfigurationSchema<SimulatorSettings> SCHEMA = new ConfigurationSchema<>(SimulatorComponent.PID,
            "The conference simulator", List.of(HOST, DOMAIN, WSS, WS, TCP, UDP, USERS, DATA, ALONE, FRAME_RATE, CODEC),
            SettingsReader::settings);

    private record User(String name, Secret password) {

        static User of(String entry) {
            int colon = entry.indexOf(':');
            if (colon < 1 || colon == entry.length() - 1 || !ValueTypes.oneLine(entry)) {
                throw new IllegalArgumentException();
            }
            return new User(entry.substring(0, colon).strip(), Secret.of(entry.substring(colon + 1)));
        }
    }

    private SettingsReader() {}

    private static ConfigurationKey<Integer> port(String name, String standard, String meaning) {
        return of(name, ValueTypes.wholeNumber(-1, 65_535), standard, meaning);
    }

    private static Map<Transport, Integer> ports(ConfigurationValues values) {
        return PORTS.entrySet().stream().map(key -> Map.entry(key.getKey(), values.get(key.getValue()))).filter(port -> port.getValue() >= 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static SimulatorSettings settings(ConfigurationValues values) {
        String host = values.get(HOST);
        return new SimulatorSettings(host, values.find(DOMAIN).orElse(host), ports(values), users(values.find(USERS).orElse(List.of())),
                Optional.empty(), values.find(DATA).orElse(UNSAID),
                new SimulatorSettings.Pictures(values.get(ALONE), values.get(FRAME_RATE), values.get(CODEC)));
    }

    private static Map<String, Secret> users(List<User> entries) {
        Map<String, Secret> users = new HashMap<>();
        for (User entry : entries) {
            if (users.put(entry.name(), entry.password()) != null) {
                throw new InvalidConfigurationException(USERS.name(), "user '" + entry.name() + "' is there twice");
            }
        }
        return users;
    }

    /**
     * The settings with what is not said in the configuration.
     *
     * @param fallback data directory when none is configured
     */
    static SimulatorSettings complete(SimulatorSettings configured, Path fallback) {
        return new SimulatorSettings(configured.host(), configured.domain(), configured.ports(), configured.users(),

                configured.users().isEmpty() ? Optional.of(randomPassword()) : Optional.empty(),
                configured.dataDirectory().equals(UNSAID) ? fallback : configured.dataDirectory(), configured.pictures());
    }

    private static Secret randomPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            letters.append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
        }
        return Secret.of(letters);
    }
}
