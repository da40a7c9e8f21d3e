/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metricsservlet;

import java.util.Map;
import javax.servlet.http.HttpServletResponse;

/**
 * What somebody is told who may not read the figures.
 *
 * @param status  HTTP status
 * @param reason  in one line
 * @param headers to be sent with it
 */
record Refusal(int status, String reason, Map<String, String> headers) {

    static Refusal of(int status, String reason) {
        return new Refusal(status, reason, Map.of());
    }

    /** Of who may ask again soon. */
    static Refusal later(String reason) {
        return new Refusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, reason, Map.of("Retry-After", "5"));
    }
}
