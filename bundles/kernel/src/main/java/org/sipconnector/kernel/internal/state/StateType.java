/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.state;

import com.fasterxml.jackson.databind.JsonNode;

/** How values of one type that a state may consist of become nodes of a tree, and are read back. Any thread. */
interface StateType {

    /** @param value not null */
    JsonNode write(Object value);

    /**
     * @param node neither missing nor null
     * @throws IllegalArgumentException when the node does not fit
     */
    Object read(JsonNode node);

    /** What a component is that is null, or that its writer did not know. */
    default Object absent() {
        return null;
    }
}
