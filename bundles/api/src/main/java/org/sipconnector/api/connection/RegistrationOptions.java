/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.sip.Header;

/**
 * What a REGISTER says besides whom it is for.
 *
 * @param expires       wanted lifetime of the registration
 * @param remoteAddress the client's public address, sent as {@code X-Vinteo-Remote} when not empty
 * @param extraHeaders  further headers, in order
 */
public record RegistrationOptions(Duration expires, Optional<String> remoteAddress, List<Header> extraHeaders) {

    public RegistrationOptions {
        extraHeaders = extraHeaders == null ? List.of() : List.copyOf(extraHeaders);
    }

    /** Without a public address and further headers. */
    public static RegistrationOptions lasting(Duration expires) {
        return new RegistrationOptions(expires, Optional.empty(), List.of());
    }

    /** What it says in headers of its own, in order. */
    public List<Header> headers() {
        return Stream.concat(remoteAddress.filter(address -> !address.isEmpty()).map(address -> new Header("X-Vinteo-Remote", address)).stream(),
                extraHeaders.stream()).toList();
    }

}
