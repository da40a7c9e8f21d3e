package org.sipconnector.api;

import java.util.List;
import java.util.Optional;

/**
 * A STUN or TURN server (RFC 7064, RFC 7065).
 *
 * @param urls           such as {@code stun:host:3478}, {@code turn:host?transport=tcp} or {@code turns:host:5349}; not empty
 * @param username       TURN user, absent for STUN
 * @param credential     TURN password, absent for STUN
 * @param anyCertificate whether a server behind {@code turns:} may have any certificate; else one of a public authority,
 *                       since the media library knows no other
 */
public record IceServer(List<String> urls, Optional<String> username, Optional<Secret> credential, boolean anyCertificate) {

    public IceServer {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("an ICE server needs at least one url");
        }
    }

    /** A server with a certificate of a public authority, if any. */
    public IceServer(List<String> urls, Optional<String> username, Optional<Secret> credential) {
        this(urls, username, credential, false);
    }

    public static IceServer of(String url) {
        return new IceServer(List.of(url), Optional.empty(), Optional.empty());
    }
}
