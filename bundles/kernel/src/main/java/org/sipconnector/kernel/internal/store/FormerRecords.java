/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Components of records as former builds stored them, in the shape that the records have now. */
final class FormerRecords {

    private static final String CONFIGURATION = "ConnectorConfiguration";
    private static final String PARAMETERS = "connection.ConnectionParameters";

    private FormerRecords() {}

    /** The same components when they are in the present shape. */
    static JsonNode present(String type, JsonNode components) {
        if (type.equals(CONFIGURATION) && !components.has("parameters")) {
            return configuration(components);
        }
        return type.equals(PARAMETERS) && !components.has("target") ? parameters(components) : components;
    }

    /** Its parameters stood among the other components, some of them in one of their own. */
    private static JsonNode configuration(JsonNode former) {
        ObjectNode flat = former.deepCopy();
        JsonNode defaults = former.path("connection").path(StoredRecords.COMPONENTS);
        defaults.fields().forEachRemaining(field -> flat.set(field.getKey(), field.getValue()));
        flat.set("registerExpires", StoredValues.write(Duration.ofSeconds((int) StoredValues.read(former.get("registerExpires")))));
        flat.set("connectAttempts", defaults.get("attempts"));
        flat.set("parameters", record(PARAMETERS, flat.deepCopy()));
        return flat;
    }

    /** They were not grouped, and whether session timers are offered was said beside the server's access. */
    private static JsonNode parameters(JsonNode former) {
        ObjectNode grouped = former.deepCopy();
        JsonNode timers = former.get("sessionTimers");
        if (timers != null && grouped.path("access").path(StoredRecords.COMPONENTS) instanceof ObjectNode access) {
            access.set("sessionTimers", timers);
        }
        grouped.set("target", record("connection.ServerTarget", grouped));
        grouped.set("account", record("connection.ServerAccount", former));
        grouped.set("registration", record("connection.RegistrationOptions", renamed(former, "registerExpires", "expires")));
        grouped.set("recovery", record("connection.ReconnectPauses",
                renamed(renamed(former, "recoveryMin", "shortest"), "recoveryMax", "longest")));
        return grouped;
    }

    /** Those components that the type does not have are not read. */
    private static ObjectNode record(String type, JsonNode components) {
        return JsonNodeFactory.instance.objectNode().put(StoredRecords.TYPE, type).set(StoredRecords.COMPONENTS, components.deepCopy());
    }

    private static JsonNode renamed(JsonNode components, String from, String to) {
        return ((ObjectNode) components.deepCopy()).set(to, components.get(from));
    }
}
