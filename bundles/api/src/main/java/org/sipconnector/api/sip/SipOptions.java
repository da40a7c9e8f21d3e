/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

import java.util.List;
import java.util.Optional;

/**
 * Rarely needed settings of a user agent.
 *
 * @param instanceId  {@code urn:uuid:...} that tells the registrar it is the same device after a restart (RFC 5626);
 *                    absent for a random one
 * @param routes      Route entries of requests outside dialogs, such as {@code <sip:proxy.example.com;lr>}; those the
 *                    registrar names in Service-Route come after them (RFC 3608)
 * @param certificate what a secure transport shows when the server asks for a client certificate
 * @param gruu        whether the globally routable URI that a registrar gives is the Contact in dialogs (RFC 5627); only
 *                    for servers whose proxy finds such URIs, too: many registrars give them and their proxies do not
 */
public record SipOptions(Optional<String> instanceId, List<String> routes, Optional<ClientCertificate> certificate,
        boolean gruu) {

    public static final SipOptions DEFAULT = new SipOptions(Optional.empty(), List.of(), Optional.empty());

    /** Without GRUU. */
    public SipOptions(Optional<String> instanceId, List<String> routes, Optional<ClientCertificate> certificate) {
        this(instanceId, routes, certificate, false);
    }

    public SipOptions {
        routes = List.copyOf(routes);
    }

    /**
     * @param chain path of a PEM file with the certificate chain
     * @param key   path of its PKCS#8 PEM key, unencrypted
     */
    public record ClientCertificate(String chain, String key) {}
}
