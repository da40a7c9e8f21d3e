/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.dns;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.ServerAddress;

/** Name servers as written in a configuration. */
public final class NameServers {

    private static final String KEY = "dns.servers";
    private static final int PORT = 53;

    private NameServers() {}

    /** @throws InvalidConfigurationException naming the server that is no literal address, or has no port */
    public static InetSocketAddress of(String server) {
        ServerAddress address = ServerAddress.parse(KEY, server);
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(address.host());
        if (literal == null) {
            throw new InvalidConfigurationException(KEY, "'" + server + "' must be a literal address");
        }
        return new InetSocketAddress(literal, address.port().orElse(PORT));
    }
}
