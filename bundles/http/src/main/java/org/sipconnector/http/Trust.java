/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the TLS context that judges certificates as a connector wants it. */
final class Trust {

    private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

    private Trust() {}

    static SSLContext context(TlsTrust trust, Optional<ClientCertificate> certificate) throws GeneralSecurityException, IOException {
        KeyManager[] shown = certificate.isPresent() ? ClientKey.managers(certificate.get()) : null;
        SSLContext context = SSLContext.getInstance("TLS");
        switch (trust.mode()) {
            case PLATFORM -> context.init(shown, null, null);
            case CA_FILE -> context.init(shown, authorities(trust.caFile().orElseThrow()), null);
            case ANYTHING -> {
                LOG.warn("HTTPS certificates are not checked for a connector: for tests only");
                context.init(shown, new TrustManager[] {new Anyone()}, null);
            }
        }
        return context;
    }

    private static TrustManager[] authorities(String file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            int number = 0;
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + number++, authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Believes everybody; being extended, it also stands for the check of the host's name. */
    private static final class Anyone extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
