/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.sip.Header;

/** The headers by which an INVITE tells the conference server about its caller. */
final class InviteHeaders {

    private InviteHeaders() {}

    /** The standard headers in their fixed order, then the client's; one of the client's replaces its namesake. */
    static List<Header> of(CallParameters parameters, LocalStream stream, boolean registered, Optional<String> remoteAddress) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("X-Vinteo-Mic-State", state(parameters, stream, MediaKind.AUDIO)));
        headers.add(new Header("X-Vinteo-MainCam-State", state(parameters, stream, MediaKind.VIDEO)));
        if (!registered) {
            headers.add(new Header("X-Vinteo-Purgatory-Call", "yes"));
        }
        parameters.session().filter(id -> !id.isBlank()).ifPresent(id -> headers.add(new Header("X-Vinteo-Session", id)));
        if (parameters.presentationCall()) {
            headers.add(new Header("X-Vinteo-Presentation-Call", "yes"));
        }
        remoteAddress.filter(address -> !address.isBlank())
                .ifPresent(address -> headers.add(new Header("X-Vinteo-Remote", address)));
        headers.removeIf(header -> Header.find(parameters.headers(), header.name()).isPresent());
        headers.addAll(parameters.headers());
        return headers;
    }

    /** Whether the headers ask for a call made only to present. */
    static boolean presentationCall(List<Header> headers) {
        return Header.find(headers, "X-Vinteo-Presentation-Call")
                .filter(value -> value.strip().equalsIgnoreCase("yes")).isPresent();
    }

    private static String state(CallParameters parameters, LocalStream stream, MediaKind kind) {
        return stream.tracks(kind).isEmpty() || parameters.muted().has(kind) ? "0" : "1";
    }
}
