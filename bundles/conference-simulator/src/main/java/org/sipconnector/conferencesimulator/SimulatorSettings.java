/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipconnector.api.Secret;
import org.sipconnector.api.serverapi.ContentCodec;

/**
 * How the simulator is to be.
 *
 * @param host           address to bind to
 * @param domain         domain of its users and digest realm
 * @param wssPort        port of WSS and HTTPS, 0 for any free one, absent not to listen
 * @param wsPort         the same for WS
 * @param tcpPort        the same for SIP over TCP
 * @param udpPort        the same for SIP over UDP
 * @param users          passwords by user
 * @param guestPassword  password of every other user, absent to refuse them
 * @param dataDirectory  where certificates are kept
 * @param lone           what a participant alone in a room gets
 * @param frameRate      frames per second it sends
 * @param contentCodec   codec of presentations as told to clients
 */
public record SimulatorSettings(String host, String domain, OptionalInt wssPort, OptionalInt wsPort, OptionalInt tcpPort,
        OptionalInt udpPort, Map<String, Secret> users, Optional<Secret> guestPassword, Path dataDirectory, Lone lone,
        double frameRate, ContentCodec contentCodec) {

    /** What a participant alone in a room sees and hears. */
    public enum Lone {
        ECHO, PATTERN
    }

    public SimulatorSettings {
        users = Map.copyOf(users);
    }

    Optional<Secret> password(String user) {
        return Optional.ofNullable(users.get(user)).or(() -> guestPassword);
    }
}
