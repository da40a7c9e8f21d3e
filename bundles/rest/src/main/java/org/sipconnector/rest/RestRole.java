/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody may do, as with the commands of the shell; each may what those before may. */
enum RestRole {
    /** Looks. */
    VIEWER,
    /** Acts on calls and connections. */
    MANAGER,
    /** Brings code and changes configurations. */
    ADMIN;

    /** Its name in the container's realm. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean may(RestRole needed) {
        return compareTo(needed) >= 0;
    }

    /** The highest of them; empty when none is one of ours. */
    static Optional<RestRole> of(Set<String> roles) {
        return Arrays.stream(values()).filter(role -> roles.contains(role.text())).max(Enum::compareTo);
    }
}
