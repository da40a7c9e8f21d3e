/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.util.Map;

/**
 * What takes up changed properties of a configuration; an OSGi service with its PID as property {@link #PID}. The kernel calls
 * it after each change, also where Declarative Services has done so already: Felix SCR misses a change that
 * comes between its reading of the properties and of their count of changes.
 */
@FunctionalInterface
public interface ConfiguredComponent {

    /** Service property: the PID of the configuration. */
    String PID = "configuration.pid";

    /**
     * Called by the thread on which Configuration Admin tells of changes, one change after the other, perhaps twice with the same.
     *
     * @param properties as Configuration Admin has them now
     * @throws Exception when they cannot be used, which the log says
     */
    void modified(Map<String, Object> properties) throws Exception;
}
