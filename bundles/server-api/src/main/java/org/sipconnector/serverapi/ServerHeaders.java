/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sipconnector.api.sip.Header;

/** Reads the server's headers. A header that is absent, blank or not of its kind counts as missing. */
record ServerHeaders(List<Header> headers) {

    /** The value as it came, for credentials. */
    Optional<String> raw(String name) {
        return Header.find(headers, name).filter(value -> !value.isBlank());
    }

    /** Text of the server is compared without case: it is always in lower case here. */
    Optional<String> text(String name) {
        return raw(name).map(value -> value.toLowerCase(Locale.ROOT));
    }

    OptionalDouble number(String name) {
        Optional<String> text = raw(name).map(String::strip).filter(value -> value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)"));
        return text.stream().mapToDouble(Double::parseDouble).filter(Double::isFinite).findFirst();
    }

    Optional<Boolean> truth(String name) {
        return text(name).flatMap(value -> switch (value) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** The constant spelled like the value, whatever its case. */
    <E extends Enum<E>> Optional<E> oneOf(Class<E> type, String name) {
        String value = raw(name).orElse("");
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
