/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.serverapi.ContentCodec;

/**
 * How the simulator is to be.
 *
 * @param host           address to bind to
 * @param domain         domain of its users and digest realm
  * @param ports          where it listens, 0 for any free port; WSS and WS are HTTPS and HTTP, too

 * @param users          passwords by user
 * @param guestPassword  password of every other user, absent to refuse them
 * @param dataDirectory  where certificates are kept
  * @param pictures       what it sends

 */
public record SimulatorSettings(String host, String domain, Map<Transport, Integer> ports, Map<String, Secret> users,
        Optional<Secret> guestPassword, Path dataDirectory, Pictures pictures) {

    /**
     * @param lone         what a participant alone in a room gets
     * @param frameRate    frames per second
     * @param contentCodec codec of presentations as told to clients
     */
    public record Pictures(Lone lone, double frameRate, ContentCodec contentCodec) {

        /** As usual in everything else. */
        public static Pictures of(Lone lone) {
            return new Pictures(lone, 15, ContentCodec.VP8);
        }
    }

    /** What a participant alone in a room sees and hears. */
    public enum Lone {
        ECHO, PATTERN
    }

    public SimulatorSettings {
        ports = Map.copyOf(ports);
        users = Map.copyOf(users);
    }

    Optional<Secret> password(String user) {
        return Optional.ofNullable(users.get(user)).or(() -> guestPassword);
    }
}
