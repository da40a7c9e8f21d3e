/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import java.util.List;

/** Replacements of code for whoever looks by JMX. */
public interface UpdatesMXBean {

    /** The last hundred, oldest first. */
    List<UpdateView> getUpdates();

    /** Managers whose code is absent: their connectors are parked. */
    List<String> getMissingManagers();

    /** Former code that something still holds in memory, by symbolic name and version. */
    List<String> getLingeringBundles();
}
