/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import java.util.List;
import java.util.Map;

/** Ids of connectors by the names of their configurations. */
public final class ConnectorNames {

    public static final String FILE = "felix.fileinstall.filename";
    private static final List<String> ENDINGS = List.of(".cfg", ".config");
    private static final int PREFIX = ConnectorSettings.FACTORY_PID.length() + 1;

    private ConnectorNames() {}

    /**
     * The part of the file's name after the tilde or hyphen, else that of the PID: Karaf gives configurations it makes for
     * an alias a random PID and the alias to the file.
     */
    public static String idOf(String pid, Map<String, ?> properties) {
        Object file = properties.get(FILE);
        if (file != null) {
            String name = file.toString().substring(file.toString().lastIndexOf('/') + 1);
            String ending = ENDINGS.stream().filter(name::endsWith).findFirst().orElse("");
            if (name.startsWith(ConnectorSettings.FACTORY_PID) && !ending.isEmpty() && name.length() > PREFIX + ending.length()) {
                return name.substring(PREFIX, name.length() - ending.length());
            }
        }
        return idOf(pid);
    }

    /** The part after the factory PID; a second tilde is a hyphen that File Install took for the end of the PID. */
    static String idOf(String pid) {
        return pid.length() > PREFIX ? pid.substring(PREFIX).replace('~', '-') : "";
    }
}
