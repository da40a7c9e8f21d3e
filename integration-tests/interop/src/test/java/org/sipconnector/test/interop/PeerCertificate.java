/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;

/** A certificate of 127.0.0.1 made for this run, by the JDK's own tool. */
final class PeerCertificate {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "peer";
    private static PeerCertificate made;

    private final Path file;
    private final SSLContext context;

    private PeerCertificate() throws IOException, GeneralSecurityException, InterruptedException {
        Path folder = Files.createTempDirectory("interop-certificate");
        Path store = folder.resolve("peer.p12");
        Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", ALIAS, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1,dns:localhost",
                "-ext", "bc=ca:true", "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass",
                String.valueOf(PASSWORD)).redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes());
        if (tool.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        file = Files.writeString(folder.resolve("peer.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getCertificate(ALIAS).getEncoded())
                + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        for (Path path : new Path[] {folder, store, file}) {
            path.toFile().deleteOnExit();
        }
    }

    static synchronized PeerCertificate get() {
        if (made == null) {
            try {
                made = new PeerCertificate();
            } catch (IOException | GeneralSecurityException | InterruptedException e) {
                throw new IllegalStateException("no certificate could be made", e);
            }
        }
        return made;
    }

    /** PEM file to trust. */
    Path file() {
        return file;
    }

    SSLServerSocketFactory sockets() {
        return context.getServerSocketFactory();
    }
}
