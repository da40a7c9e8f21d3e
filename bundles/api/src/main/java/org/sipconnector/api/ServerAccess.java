/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.Optional;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;

/**
 * What some servers want besides an account.
 *
 * @param origin        HTTP Origin of the WebSocket handshake, absent to send none
 * @param outboundProxy {@code sip:} URI that requests outside dialogs are routed through, absent for none
 * @param certificate   path of a PEM file with the certificate chain to show when the server asks for one
 * @param key           path of the chain's PKCS#8 PEM key, unencrypted
 * @param sessionTimers whether to offer session timers (RFC 4028)
 * @param gruu          whether the globally routable URI that the registrar gives is used in calls (RFC 5627)
 */
public record ServerAccess(Optional<String> origin, Optional<String> outboundProxy, Optional<String> certificate,
        Optional<String> key, boolean sessionTimers, boolean gruu) {

    public static final ServerAccess PLAIN =
            new ServerAccess(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, false);

    /** @throws InvalidConfigurationException naming the key at fault */
    public ServerAccess {
        outboundProxy.filter(uri -> !uri.matches("sip:[^\\s<>]+")).ifPresent(uri -> {
            throw new InvalidConfigurationException("outboundProxy", "'" + uri + "' is no sip: URI");
        });
        origin.filter(text -> text.chars().anyMatch(Character::isISOControl)).ifPresent(text -> {
            throw new InvalidConfigurationException("webSocketOrigin", "must not contain control characters");
        });
        if (certificate.isPresent() != key.isPresent()) {
            throw new InvalidConfigurationException(key.isPresent() ? "tls.certificate" : "tls.key",
                    "is required: certificate and key belong together");
        }
    }

    /** What is shown to a server that asks for a client certificate. */
    public Optional<ClientCertificate> clientCertificate() {
        return certificate.map(chain -> new ClientCertificate(chain, key.orElseThrow()));
    }

    /** The same, which offers session timers or does not. */
    public ServerAccess withSessionTimers(boolean offered) {
        return new ServerAccess(origin, outboundProxy, certificate, key, offered, gruu);
    }
}
