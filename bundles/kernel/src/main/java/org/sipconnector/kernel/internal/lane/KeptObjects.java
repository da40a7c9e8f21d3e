/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.HashMap;
import java.util.Map;

/** Clients' objects of one lane that a manager's state names by id. Used on the lane only. */
final class KeptObjects {

    private final Map<String, Object> objects = new HashMap<>();

    void keep(String id, Object object) {
        objects.put(id, object);
    }

    Map<String, Object> all() {
        return Map.copyOf(objects);
    }

    Object get(String id) {
        Object object = objects.get(id);
        if (object == null) {
            throw new IllegalStateException("nothing is kept under '" + id + "'");
        }
        return object;
    }

    void release(String id) {
        objects.remove(id);
    }

    int size() {
        return objects.size();
    }
}
