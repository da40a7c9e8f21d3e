/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.media;

/** Makes sources and sinks known to the media engine under a name; they are named {@code service:NAME} there. */
@FunctionalInterface
public interface MediaRegistry {

    /**
     * @param type one of the types of {@code org.sipconnector.api.media.spi}
     * @return takes it away again
     */
    <T> Runnable register(Class<T> type, String name, T service);
}
