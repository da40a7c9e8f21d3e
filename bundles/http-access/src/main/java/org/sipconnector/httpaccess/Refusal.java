/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

import java.util.Map;
import javax.servlet.http.HttpServletResponse;

/**
 * What somebody is answered who may not ask.
 *
 * @param status  HTTP status
 * @param reason  in one line
 * @param headers to be sent with it
 */
public record Refusal(int status, String reason, Map<String, String> headers) {

    /** Without headers of its own. */
    public static Refusal of(int status, String reason) {
        return new Refusal(status, reason, Map.of());
    }

    /** Of who may ask again soon. */
    public static Refusal later(String reason) {
        return new Refusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, reason, Map.of("Retry-After", "5"));
    }
}
