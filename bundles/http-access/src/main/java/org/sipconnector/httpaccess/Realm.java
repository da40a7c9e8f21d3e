/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

/** Those whom the container knows. Called by threads of the HTTP service. */
@FunctionalInterface
public interface Realm {

    /**
     * Asks for somebody; may take as long as the directory behind it.
     *
     * @param realm its name in the container
     */
    Login login(String realm, String user, char[] password);
}
