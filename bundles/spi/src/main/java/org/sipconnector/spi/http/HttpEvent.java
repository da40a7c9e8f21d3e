/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.http;

import org.sipconnector.api.Event;
import org.sipconnector.api.masking.Masking;

/** What the HTTP foundation tells the owner of a request. */
public sealed interface HttpEvent extends Event {

    String id();

    /** A response arrived, whatever its status. */
    record HttpAnswered(String id, int status, String body) implements HttpEvent {

        public boolean successful() {
            return status >= 200 && status < 300;
        }

        @Override
        public String toString() {
            return "HttpAnswered[id=" + id + ", status=" + status + ", body=" + Masking.body("", body) + "]";
        }
    }

    /** No response arrived, or it was too large. */
    record HttpFailed(String id, String reason) implements HttpEvent {}
}
