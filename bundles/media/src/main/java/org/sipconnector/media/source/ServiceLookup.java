/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.util.Optional;

/** Finds what server code registered as a source or sink. Asked again each time, so that the service may come and go. */
public interface ServiceLookup {

    ServiceLookup NONE = new ServiceLookup() {
        @Override
        public <T> Optional<T> find(Class<T> type, String name) {
            return Optional.empty();
        }
    };

    <T> Optional<T> find(Class<T> type, String name);

    /** The service now; without one whoever sends it is told. */
    default <T> T require(Class<T> type, String name) {
        return find(type, name).orElseThrow(() -> new IllegalStateException("no service of that name is registered"));
    }
}
