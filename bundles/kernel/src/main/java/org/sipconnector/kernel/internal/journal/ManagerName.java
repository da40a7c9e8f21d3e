/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.journal;

/** A manager is named by its API: in full between kernels, and by its simple name for people. */
public final class ManagerName {

    private ManagerName() {}

    /** The last part of the full name of a manager's API. */
    public static String simple(String manager) {
        return manager.substring(manager.lastIndexOf('.') + 1);
    }
}
