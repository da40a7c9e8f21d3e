package org.sipconnector.conferencesimulator;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.Secret;
import org.sipconnector.api.serverapi.ContentCodec;

/** Reads a configuration; every mistake names its key. */
final class SettingsReader {

    private static final String PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int PASSWORD_LENGTH = 12;

    /** A comma ends an entry when another one follows; one inside a password is written with a backslash. */
    private static final String BETWEEN_ENTRIES = "(?<!\\\\),";

    private SettingsReader() {
    }

    /** @param fallback data directory when none is configured */
    static SimulatorSettings read(SimulatorConfiguration configuration, Path fallback) {
        Map<String, Secret> users = users(configuration.users());
        String host = configuration.host().strip();
        if (host.isEmpty()) {
            throw new InvalidConfigurationException("host", "is required");
        }
        int frameRate = configuration.frame_rate();
        if (frameRate < 1 || frameRate > 30) {
            throw new InvalidConfigurationException("frame.rate", "'" + frameRate + "' is outside 1 to 30");
        }
        return new SimulatorSettings(host,
                configuration.domain().isBlank() ? host : configuration.domain().strip(),
                port("wss.port", configuration.wss_port()), port("ws.port", configuration.ws_port()),
                port("tcp.port", configuration.tcp_port()), port("udp.port", configuration.udp_port()), users,
                users.isEmpty() ? Optional.of(randomPassword()) : Optional.empty(),
                configuration.data_directory().isBlank() ? fallback : Path.of(configuration.data_directory().strip()),
                choice("alone", configuration.alone(), SimulatorSettings.Lone.class), frameRate,
                choice("content.codec", configuration.content_codec(), ContentCodec.class));
    }

    private static OptionalInt port(String key, int port) {
        if (port < -1 || port > 65_535) {
            throw new InvalidConfigurationException(key, "'" + port + "' is outside -1 to 65535");
        }
        return port < 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private static Map<String, Secret> users(String[] entries) {
        Map<String, Secret> users = new HashMap<>();
        for (String entry : Arrays.stream(entries).flatMap(SettingsReader::entries).toList()) {
            int colon = entry.indexOf(':');
            if (colon < 1 || colon == entry.length() - 1) {
                throw new InvalidConfigurationException("users", "entry "
                        + (users.size() + 1) + " is not of the form user:password");
            }
            String user = entry.substring(0, colon).strip();
            if (users.put(user, Secret.of(entry.substring(colon + 1))) != null) {
                throw new InvalidConfigurationException("users", "user '" + user + "' is there twice");
            }
        }
        return users;
    }

    /** A file has one line for all users, other sources an array. */
    private static Stream<String> entries(String line) {
        return Arrays.stream(line.split(BETWEEN_ENTRIES)).map(entry -> entry.strip().replace("\\,", ","))
                .filter(entry -> !entry.isEmpty());
    }

    private static <E extends Enum<E>> E choice(String key, String value, Class<E> type) {
        try {
            return Enum.valueOf(type, value.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new InvalidConfigurationException(key,
                    "'" + value + "' is not one of " + Arrays.toString(type.getEnumConstants()));
        }
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
