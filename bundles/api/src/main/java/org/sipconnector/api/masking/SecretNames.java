/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which names of headers, parameters and fields stand before a secret. */
final class SecretNames {

    private static final int LONGEST = 100;
    private static final List<String> PARTS = List.of("token", "jwt", "bearer", "passw", "passphrase", "pwd", "secret", "apikey", "api-key",
            "api_key", "credential", "cookie", "rspauth", "privatekey", "private-key", "private_key", "authkey", "auth-key", "auth_key");
    private static final Set<String> LAST = Set.of("pin", "key", "auth", "pass", "otp", "sig", "signature", "sessionid");

    private SecretNames() {}

    static boolean contains(String name) {
        if (name.length() > LONGEST) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String last = lower.substring(Math.max(lower.lastIndexOf('-'), lower.lastIndexOf('_')) + 1);
        return LAST.contains(last) || lower.equals("identity") || PARTS.stream().anyMatch(lower::contains);
    }
}
