/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.connection.RegistrationOptions;

/** Components of records as former builds stored them, with the names that they have now. Those that only stand in groups now need nothing. */
final class FormerRecords {

    private static final String CONFIGURATION = "ConnectorConfiguration";
    private static final String PARAMETERS = "connection.ConnectionParameters";
    private static final String USER_AGENT = "sip.UserAgentSettings";
    private static final String EXPIRES = "registerExpires";
    private static final Map<String, String> RENAMED =
            Map.of(EXPIRES, "expires", "recoveryMin", "shortest", "recoveryMax", "longest", "attempts", "connectAttempts");

    private FormerRecords() {}

    /** The same components when they have their present names. */
    static JsonNode present(String type, JsonNode components) {
        return switch (type) {
            case CONFIGURATION -> components.has(EXPIRES) ? renamed(sideBySide(components)) : components;
            case PARAMETERS -> components.has(EXPIRES) ? renamed(components.deepCopy()) : components;
            case USER_AGENT -> ofParts(components.deepCopy());
            default -> components;
        };
    }

    /** What a REGISTER says and when a transport is opened again were records of the SPI. */
    private static ObjectNode ofParts(ObjectNode userAgent) {
        JsonNode registration = userAgent.path("registration").path(StoredRecords.COMPONENTS);
        if (registration.has("headers")) {
            ObjectNode options = registration.deepCopy();
            options.set("extraHeaders", options.remove("headers"));
            userAgent.set("registration", record(RegistrationOptions.class, options));
        }
        JsonNode recovery = userAgent.path("recovery").path(StoredRecords.COMPONENTS);
        if (recovery.has("automatic")) {
            userAgent.set("recovery", StoredValues.write((boolean) StoredValues.read(recovery.get("automatic"))
                    ? Optional.of(
                            new ReconnectPauses((Duration) StoredValues.read(recovery.get("min")), (Duration) StoredValues.read(recovery.get("max"))))
                    : Optional.empty()));
        }
        return userAgent;
    }

    private static ObjectNode record(Class<?> type, ObjectNode components) {
        ObjectNode record = JsonNodeFactory.instance.objectNode().put(StoredRecords.TYPE, StoredTypes.name(type));
        record.set(StoredRecords.COMPONENTS, components);
        return record;
    }

    /** Some were in a record of their own, and a duration was a number of seconds. */
    private static ObjectNode sideBySide(JsonNode configuration) {
        ObjectNode components = configuration.deepCopy();
        configuration.path("connection").path(StoredRecords.COMPONENTS).fields()
                .forEachRemaining(field -> components.set(field.getKey(), field.getValue()));
        return components.set(EXPIRES, StoredValues.write(Duration.ofSeconds((int) StoredValues.read(configuration.get(EXPIRES)))));
    }

    /** Whether session timers are offered was said beside the server's access. */
    private static ObjectNode renamed(ObjectNode components) {
        RENAMED.forEach((former, present) -> {
            if (components.has(former)) {
                components.set(present, components.get(former));
            }
        });
        if (components.has("sessionTimers") && components.path("access").path(StoredRecords.COMPONENTS) instanceof ObjectNode access) {
            access.set("sessionTimers", components.get("sessionTimers"));
        }
        return components;
    }
}
