/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import java.util.Optional;

/**
 * What became of a start.
 *
 * @param error why it did not succeed, where there is more to say than the reason
 */
public record AutoConnectResult(Reason reason, Optional<Throwable> error) {

    public enum Reason {
        STARTED("started"),
        /** It runs already, or was asked for a moment ago. */
        COALESCED("coalesced"),
        STOP_ATTEMPTS_BY_ERROR("stop-attempts-by-error"),
        FAILED_ALL_ATTEMPTS("failed-all-attempts"),
        LIMIT_REACHED_ATTEMPTS("limit-reached-attempts"),
        /** Stopped, or overtaken, before it succeeded. */
        CANCELLED("cancelled"),
        /** The host is offline. It connects by itself when the host is online again, unless it is stopped before. */
        OFFLINE("offline");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason's public spelling. */
        public String text() {
            return text;
        }
    }

    public static AutoConnectResult of(Reason reason) {
        return new AutoConnectResult(reason, Optional.empty());
    }

    public boolean succeeded() {
        return reason == Reason.STARTED;
    }
}
