package org.sipconnector.sip.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;
import org.sipconnector.api.sip.SipServers.ServerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS contexts, shared by all accounts that trust the same authorities: a context weighs far more than a connection. */
final class TlsContexts {

    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

    private final Map<Key, SslContext> clients = new ConcurrentHashMap<>();

    /** A changed file makes a new context. */
    private record Key(TlsTrust trust, Optional<ClientCertificate> certificate, long modified) {}

    /** @throws SSLException naming the file, when the authorities cannot be read */
    SslContext client(TlsTrust trust, Optional<ClientCertificate> certificate) throws SSLException {
        if (trust.mode() == TlsTrust.Mode.ANYTHING) {
            LOG.warn("TLS: the server's certificate is NOT verified (trust anything): for tests only");
        }
        long modified = trust.caFile().map(File::new).map(File::lastModified).orElse(0L)
                + certificate.map(own -> new File(own.chain()).lastModified()).orElse(0L);
        Key key = new Key(trust, certificate, modified);
        SslContext known = clients.get(key);
        if (known != null) {
            return known;
        }
        clients.keySet().removeIf(old -> old.trust().equals(trust) && old.certificate().equals(certificate));
        SslContext made = build(trust, certificate);
        clients.put(key, made);
        return made;
    }

    private static SslContext build(TlsTrust trust, Optional<ClientCertificate> certificate) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient();
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

    static SslContext server(ServerTls tls) throws SSLException {
        try {
            return SslContextBuilder.forServer(new File(tls.certificateChain()), new File(tls.privateKey())).build();
        } catch (IllegalArgumentException e) {
            throw new SSLException("certificate " + tls.certificateChain() + " or key " + tls.privateKey()
                    + " cannot be read: " + e.getMessage(), e);
        }
    }
}
