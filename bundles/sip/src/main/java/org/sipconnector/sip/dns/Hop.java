/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.dns;

import java.net.InetSocketAddress;

/**
 * A place where a server may be reached.
 *
 * @param name    the host name the address is of, or the address itself
 * @param address resolved
 */
public record Hop(String name, InetSocketAddress address) {

    /**
     * Whether another server may answer there: another name, or another address of the same family. The IPv4 and the
     * IPv6 address of one name are one server.
     */
    public boolean otherServerThan(Hop hop) {
        return !name.equalsIgnoreCase(hop.name)
                || address.getAddress().getClass() == hop.address.getAddress().getClass();
    }
}
