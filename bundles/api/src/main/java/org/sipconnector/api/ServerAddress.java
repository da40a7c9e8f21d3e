/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host and optional port of a server, as written in a configuration.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535, absent for the transport's default
 */
public record ServerAddress(String host, OptionalInt port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");

    /** @throws InvalidConfigurationException naming {@code key} when the text is no host or host:port */
    public static ServerAddress parse(String key, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidConfigurationException(key, "is required");
        }
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new InvalidConfigurationException(key, "'" + text + "' is not of the form host or host:port");
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        if (matcher.group(3) == null) {
            return new ServerAddress(host, OptionalInt.empty());
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65_535) {
            throw new InvalidConfigurationException(key, "'" + text + "' has a port outside 1 to 65535");
        }
        return new ServerAddress(host, OptionalInt.of(port));
    }
}
