/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.nio.file.Path;

/** Where bundles keep files when no configuration names another place: below Karaf's data directory, or the working directory's. For any thread. */
public final class DataDirectory {

    private DataDirectory() {}

    /**
     * The directory of that name, which need not exist.
     *
     * @param name of one bundle's files, not null
     */
    public static Path of(String name) {
        return Path.of(System.getProperty("karaf.data", "data"), "sip-connector", name).toAbsolutePath().normalize();
    }
}
