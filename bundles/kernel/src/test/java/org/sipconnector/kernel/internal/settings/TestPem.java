/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** PEM files as operators have them. */
final class TestPem {

    private TestPem() {}

    /** Writes a certificate that the platform trusts. */
    static String certificate(Path file) throws IOException, GeneralSecurityException {
        TrustManagerFactory platform = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        platform.init((KeyStore) null);
        byte[] certificate = ((X509TrustManager) platform.getTrustManagers()[0]).getAcceptedIssuers()[0].getEncoded();
        return write(file, "CERTIFICATE", certificate);
    }

    static String key(Path file) throws IOException, GeneralSecurityException {
        return write(file, "PRIVATE KEY", KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded());
    }

    private static String write(Path file, String what, byte[] content) throws IOException {
        Files.writeString(file, "an explanation\n-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what + "-----\n");
        return file.toString();
    }
}
