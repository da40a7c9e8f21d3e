/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.sip.SipServers.ServerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS contexts, shared by all accounts that trust the same authorities: a context weighs far more than a connection. */
final class TlsContexts {

    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

    private final Map<Key, SslContext> clients = new ConcurrentHashMap<>();

    /** A changed file makes a new context. */
    private record Key(TlsTrust trust, Optional<ClientCertificate> certificate, SecurityPolicy security, List<Stamp> files) {}

    /** Tells a file's contents from others without reading them. */
    private record Stamp(long modified, long bytes) {

        static Stamp of(String path) {
            File file = new File(path);
            return new Stamp(file.lastModified(), file.length());
        }
    }

    /** @throws SSLException naming the file, when the authorities cannot be read */
    SslContext client(TlsTrust trust, Optional<ClientCertificate> certificate, SecurityPolicy security) throws SSLException {
        List<Stamp> files = Stream.concat(trust.caFile().stream(), certificate.stream().flatMap(own -> Stream.of(own.chain(), own.key())))
                .map(Stamp::of).toList();
        Key key = new Key(trust, certificate, security, files);
        SslContext known = clients.get(key);
        if (known != null) {
            return known;
        }
        clients.keySet().removeIf(old -> old.trust().equals(trust) && old.certificate().equals(certificate));
        SslContext made = build(trust, certificate, security);
        clients.put(key, made);
        return made;
    }

    private static SslContext build(TlsTrust trust, Optional<ClientCertificate> certificate, SecurityPolicy security) throws SSLException {
        SslContextBuilder builder = restricted(SslContextBuilder.forClient(), security);
        try {
            if (certificate.isPresent()) {
                builder.keyManager(new File(certificate.get().chain()), new File(certificate.get().key()));
            }
            return switch (trust.mode()) {
                case PLATFORM -> builder.endpointIdentificationAlgorithm("HTTPS").build();
                case CA_FILE -> builder.endpointIdentificationAlgorithm("HTTPS")
                        .trustManager(new File(trust.caFile().orElseThrow())).build();
                case ANYTHING -> builder.endpointIdentificationAlgorithm("")
                        .trustManager(InsecureTrustManagerFactory.INSTANCE).build();
            };
        } catch (IllegalArgumentException e) {
            throw new SSLException("authorities " + trust.caFile().orElse("of the platform") + " or client certificate "
                    + certificate.map(ClientCertificate::chain).orElse("(none)") + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static SslContextBuilder restricted(SslContextBuilder builder, SecurityPolicy security) {
        return builder.protocols(security.versions()).ciphers(security.ciphers(), SupportedCipherSuiteFilter.INSTANCE);
    }

    /** A listener's context, made anew whenever its files or the policy changed; while they cannot be read the former goes on. */
    static final class Server {

        private final ServerTls files;
        private SecurityPolicy policy;
        private List<Stamp> stamps = List.of();
        private SslContext made;

        Server(ServerTls files) {
            this.files = files;
        }

        /** @throws SSLException when there never was one that can be used */
        synchronized SslContext get(SecurityPolicy now) throws SSLException {
            List<Stamp> current = List.of(Stamp.of(files.certificateChain()), Stamp.of(files.privateKey()));
            if (made == null) {
                made = build(files, now);
            } else if (!current.equals(stamps) || !now.equals(policy)) {
                try {
                    made = build(files, now);
                    LOG.info("TLS: {} taken up", files.certificateChain());
                } catch (SSLException e) {
                    LOG.error("TLS: the former certificate goes on: {}", ErrorText.of(e));
                }
            }
            stamps = current;
            policy = now;
            return made;
        }
    }

    private static SslContext build(ServerTls tls, SecurityPolicy security) throws SSLException {
        try {
            return restricted(SslContextBuilder.forServer(new File(tls.certificateChain()), new File(tls.privateKey())), security).build();
        } catch (IllegalArgumentException e) {
            throw new SSLException("certificate " + tls.certificateChain() + " or key " + tls.privateKey()
                    + " cannot be read: " + e.getMessage(), e);
        }
    }
}
