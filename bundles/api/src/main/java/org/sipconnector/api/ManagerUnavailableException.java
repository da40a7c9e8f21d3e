/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

/** No code for a manager was there within the limit: its bundle is missing, or its update did not succeed. */
public final class ManagerUnavailableException extends SipConnectorException {

    private final String manager;

    public ManagerUnavailableException(ConnectorId connector, String manager, String reason) {
        super("connector " + connector + " has no " + manager + ": " + reason);
        this.manager = manager;
    }

    /** The simple name of the manager's API, such as {@code CallManager}. */
    public String manager() {
        return manager;
    }
}
