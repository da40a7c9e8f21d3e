/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.connection.ServerTarget;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;

/**
 * One HTTP request.
 *
 * @param id      chosen by the caller, returned with the outcome; unique in the framework
 * @param method  such as {@code POST}
 * @param url     absolute, {@code http} or {@code https}
 * @param headers header lines, in order; no secrets
 * @param bearer  token of the {@code Authorization} header
 * @param body    the body as UTF-8, absent for none
 * @param timeout how long to wait for the whole response
 * @param trust   how the server's certificate is judged
 * @param certificate what is shown when the server asks for a client certificate
 */
public record HttpCall(String id, String method, String url, List<Header> headers, Optional<Secret> bearer,
        Optional<String> body, Duration timeout, TlsTrust trust, Optional<ClientCertificate> certificate) {

    public HttpCall {
        headers = List.copyOf(headers);
        certificate = certificate == null ? Optional.empty() : certificate;
    }

    /** Without a certificate of the client. */
    public HttpCall(String id, String method, String url, List<Header> headers, Optional<Secret> bearer, Optional<String> body,
            Duration timeout, TlsTrust trust) {
        this(id, method, url, headers, bearer, body, timeout, trust, Optional.empty());
    }

    /** A POST to the server of a connection, which is judged, and shown a certificate, as the connection does it. */
    public static HttpCall post(String id, String url, SipBody body, Secret bearer, Duration timeout, ServerTarget server) {
        return new HttpCall(id, "POST", url, List.of(new Header("Content-Type", body.contentType())), Optional.of(bearer),
                Optional.of(body.content()), timeout, server.trust(), server.access().clientCertificate());
    }

    @Override
    public String toString() {
        return "HttpCall[id=" + id + ", method=" + method + ", url=" + Masking.text(url) + ", headers=" + headers + ", body="
                + body.map(content -> Masking.body("", content)) + "]";
    }
}
