/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

/**
 * Something that happened, as immutable data. Events travel on the lane of one connector, in order, and from there to
 * outside listeners. Implementations are records of bundles that are never replaced live.
 */
public interface Event {

    /**
     * The event's public name with its family, such as {@code call:accepted}. Events of the foundations, which only
     * managers see, are named after their type.
     */
    default String name() {
        return getClass().getSimpleName();
    }
}
