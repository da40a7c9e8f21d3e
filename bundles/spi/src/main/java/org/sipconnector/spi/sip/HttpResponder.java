/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.Header;

/**
 * Answers the plain HTTP requests that reach a WebSocket listener of {@link SipServers}: same host, port and
 * certificate as the WebSocket. Called on an I/O thread, must not block; a stage that fails, or takes longer than 30 s,
 * is answered with 500.
 */
@ConsumerType
@FunctionalInterface
public interface HttpResponder {

    /**
     * @param method  such as {@code POST}
     * @param target  path and query as sent, still percent-encoded
     * @param headers in order
     * @param body    UTF-8, empty without one; at most 256 kB, more is refused with 413
     * @param remote  the client's address, {@code host:port}
     */
    record Request(String method, String target, List<Header> headers, String body, String remote) {

        public Request {
            headers = List.copyOf(headers);
        }

        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /** Content-Length is added; the connection is kept alive as HTTP/1.1 demands. */
    record Response(int status, List<Header> headers, String body) {

        public Response {
            headers = List.copyOf(headers);
        }

        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    CompletionStage<Response> respond(Request request);
}
