/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.sip.SipOptions;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.sipconnector.spi.sip.SipServers.ServerTls;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;

/** Settings of servers and accounts, and those that differ from others in one thing. */
final class Settings {

    static final Optional<ReconnectPauses> RECOVERY = Optional.of(new ReconnectPauses(Duration.ofMillis(50), Duration.ofMillis(200)));

    private Settings() {}

    /** Of a server at any port of loopback, with the certificate of that name where its transport wants one. */
    static ServerSettings serving(Transport transport, String certificate) {
        return serving(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), certificate);
    }

    static ServerSettings serving(Transport transport, InetSocketAddress address, String certificate) {
        return new ServerSettings(transport, address, Loopback.PATH, transport.secure()
                ? Optional.of(new ServerTls(TestCertificates.chain(certificate), TestCertificates.key(certificate)))
                : Optional.empty(), Loopback.DOMAIN);
    }

    /** Of alice, who trusts our authority and tries again at once. */
    static UserAgentSettings alice(Transport transport, String host, int port) {
        return new UserAgentSettings(new TransportTarget(transport, host, port, Loopback.PATH, Optional.empty(), trust(transport)),
                SipAccount.of("alice", Loopback.DOMAIN, Secret.of("pw-alice")), RegistrationOptions.lasting(Duration.ofSeconds(300)),
                RECOVERY);
    }

    static TlsTrust trust(Transport transport) {
        return transport.secure() ? TlsTrust.caFile(TestCertificates.authority()) : TlsTrust.PLATFORM;
    }

    static UserAgentSettings at(UserAgentSettings base, int port) {
        return base.with(base.server().at(base.server().host(), port));
    }

    static UserAgentSettings with(UserAgentSettings base, SipOptions options) {
        return base.with(options);
    }
}
