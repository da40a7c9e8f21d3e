/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;

/**
 * Who is connected to what: the parameters in use, without the password.
 *
 * @param server                 host or host:port the transport is opened to
 * @param domain                 domain part of addresses
 * @param transport              how SIP reaches the server
 * @param displayName            as given, not as sent
 * @param authorizationUser      user part of the own address: the account's, or a random number for a guest
 * @param register               whether the account is registered
 * @param user                   the account's user, as given
 * @param remoteAddress          the client's public address as told to the server
 * @param iceServers             STUN and TURN servers for calls
 * @param maxAvailableResolution largest video to send, absent for no limit
 * @param trust                  how the server's certificate is judged
 * @param certificate            what is shown when the server asks for a client certificate
 */
public record ConnectionConfiguration(String server, String domain, Transport transport, String displayName,
        String authorizationUser, boolean register, Optional<String> user, Optional<String> remoteAddress,
        List<IceServer> iceServers, Optional<Size> maxAvailableResolution, TlsTrust trust, Optional<ClientCertificate> certificate) {

    public ConnectionConfiguration {
        iceServers = List.copyOf(iceServers);
        trust = trust == null ? TlsTrust.PLATFORM : trust;
        certificate = certificate == null ? Optional.empty() : certificate;
    }

    /**
     * What others may know of a connection with these parameters.
     *
     * @param authorizationUser user part of the own address
     */
    public static ConnectionConfiguration of(ConnectionParameters used, String authorizationUser) {
        ServerTarget target = used.target();
        ServerAccount account = used.account();
        return new ConnectionConfiguration(target.server(), account.domain().trim(), target.transport(), account.displayName(),
                authorizationUser, account.register(), account.user(), used.registration().remoteAddress(), used.iceServers(),
                used.maxAvailableResolution(), target.trust(), target.access().clientCertificate());
    }

    /** The same connection with the ICE servers, the trust and the certificate of these parameters. */
    public ConnectionConfiguration trusting(ConnectionParameters used) {
        return trusting(used.iceServers(), used.target().trust(), used.target().access().clientCertificate());
    }

    /** The same connection without ICE servers, which have passwords. */
    public ConnectionConfiguration withoutIceServers() {
        return trusting(List.of(), trust, certificate);
    }

    private ConnectionConfiguration trusting(List<IceServer> servers, TlsTrust judged, Optional<ClientCertificate> shown) {
        return new ConnectionConfiguration(server, domain, transport, displayName, authorizationUser, register, user, remoteAddress,
                servers, maxAvailableResolution, judged, shown);
    }

    /** The own address of record. */
    public String uri() {
        return "sip:" + authorizationUser + "@" + domain;
    }
}
