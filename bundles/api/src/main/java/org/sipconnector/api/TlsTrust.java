/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.Optional;

/**
 * How a TLS peer's certificate is judged. Host names are verified in every mode but {@link Mode#ANYTHING}.
 *
 * @param mode        where trusted authorities come from
 * @param caFile      path of a PEM file with authorities, for {@link Mode#CA_FILE}
 */
public record TlsTrust(Mode mode, Optional<String> caFile) {

    public enum Mode {
        /** The Java platform's trust store. */
        PLATFORM,
        /** Only the authorities of {@link TlsTrust#caFile()}. */
        CA_FILE,
        /** Anyone, for tests only; each use is logged as a warning. */
        ANYTHING
    }

    public static final TlsTrust PLATFORM = new TlsTrust(Mode.PLATFORM, Optional.empty());
    public static final TlsTrust ANYTHING = new TlsTrust(Mode.ANYTHING, Optional.empty());

    public static TlsTrust caFile(String path) {
        return new TlsTrust(Mode.CA_FILE, Optional.of(path));
    }
}
