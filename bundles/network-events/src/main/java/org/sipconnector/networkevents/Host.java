/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.networkevents;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The host as the JDK sees it. */
interface Host {

    /** Usable addresses, sorted: of interfaces that are up, neither loopback nor link-local. */
    Set<String> addresses(Pattern ignoredInterfaces) throws SocketException;

    /** The clock on the wall, which goes on while the host sleeps, in milliseconds. */
    long wallMillis();

    /** The clock that only counts, in milliseconds. */
    long steadyMillis();

    Host REAL = new Host() {

        @Override
        public Set<String> addresses(Pattern ignoredInterfaces) throws SocketException {
            Set<String> usable = new TreeSet<>();
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!ignoredInterfaces.matcher(each.getName()).matches() && each.isUp() && !each.isLoopback()) {
                    each.inetAddresses().filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                            .map(InetAddress::getHostAddress).forEach(usable::add);
                }
            }
            return usable;
        }

        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long steadyMillis() {
            return System.nanoTime() / 1_000_000;
        }
    };
}
