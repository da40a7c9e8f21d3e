/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;

/** Reads what a client shows to servers that ask for its certificate. */
final class ClientKey {

    private static final Pattern PEM = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519", "Ed448");

    private ClientKey() {}

    static KeyManager[] managers(ClientCertificate shown) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] nowhereElse = new char[0];
        try (InputStream pem = Files.newInputStream(Path.of(shown.chain()))) {
            Certificate[] chain = CertificateFactory.getInstance("X.509").generateCertificates(pem).toArray(Certificate[]::new);
            store.setKeyEntry("client", key(shown.key()), nowhereElse, chain);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, nowhereElse);
        return factory.getKeyManagers();
    }

    private static PrivateKey key(String file) throws GeneralSecurityException, IOException {
        Matcher pem = PEM.matcher(Files.readString(Path.of(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException(file + " holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY)");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                // a key of the next one, perhaps
            }
        }
        throw new IOException(file + " holds a key of none of " + ALGORITHMS);
    }
}
