/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A STUN or TURN server (RFC 7064, RFC 7065). What is made is valid: the media library ends the process over some that
 * are not.
 *
 * @param urls           such as {@code stun:host:3478}, {@code turn:host?transport=tcp} or {@code turns:host:5349}; not
 *                       empty; kept as {@link IceServerUrl} writes them
 * @param username       TURN user, up to 508 bytes, absent for STUN
 * @param credential     TURN password, absent for STUN
 * @param anyCertificate whether a server behind {@code turns:} may have any certificate; else one of a public authority,
 *                       since the media library knows no other
 */
public record IceServer(List<String> urls, Optional<String> username, Optional<Secret> credential, boolean anyCertificate) {

    private static final int LONGEST_NAME = 508;

    /** @throws InvalidIceServerException when a url cannot be used, or a TURN server has no user or password */
    public IceServer {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("an ICE server needs at least one url");
        }
        List<IceServerUrl> parsed = urls.stream().map(IceServerUrl::parse).toList();
        String name = username.orElse("");
        boolean known = !name.isEmpty() && credential.filter(secret -> secret.reveal().length > 0).isPresent();
        parsed.stream().filter(IceServerUrl::relays).findFirst().filter(any -> !known).ifPresent(url -> {
            throw new InvalidIceServerException(url.toString(), "a TURN server needs a username and a credential");
        });
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw new InvalidIceServerException(urls.get(0), "its username must have no more than " + LONGEST_NAME + " bytes");
        }
        urls = parsed.stream().map(IceServerUrl::toString).toList();
    }

    /** A server with a certificate of a public authority, if any. */
    public IceServer(List<String> urls, Optional<String> username, Optional<Secret> credential) {
        this(urls, username, credential, false);
    }

    public static IceServer of(String url) {
        return new IceServer(List.of(url), Optional.empty(), Optional.empty());
    }
}
