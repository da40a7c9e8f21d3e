package org.sipconnector.api;

import java.util.List;
import java.util.Optional;

/**
 * A STUN or TURN server (RFC 7064, RFC 7065).
 *
 * @param urls       such as {@code stun:host:3478} or {@code turn:host?transport=tcp}; not empty
 * @param username   TURN user, absent for STUN
 * @param credential TURN password, absent for STUN
 */
public record IceServer(List<String> urls, Optional<String> username, Optional<Secret> credential) {

    public IceServer {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("an ICE server needs at least one url");
        }
    }

    public static IceServer of(String url) {
        return new IceServer(List.of(url), Optional.empty(), Optional.empty());
    }
}
