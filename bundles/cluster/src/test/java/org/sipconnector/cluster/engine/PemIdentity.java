/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.engine;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signs itself, of this machine, and its key, made by the JDK's keytool.
 *
 * @param certificate PEM
 * @param identity    PEM with the key, too
 */
record PemIdentity(Path certificate, Path identity) {

    private static final String PASSWORD = "only-here";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    static PemIdentity make(Path folder, String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keyalg", "RSA", "-keysize", "2048", "-validity", "2", "-alias", "own", "-dname", "CN=" + name, "-ext",
                "san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()))
                .redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            made.load(content, PASSWORD.toCharArray());
        }
        String certificate = pem("CERTIFICATE", made.getCertificate("own").getEncoded());
        Path alone = Files.writeString(folder.resolve(name + ".pem"), certificate);
        Path both = Files.writeString(folder.resolve(name + "-identity.pem"),
                pem("PRIVATE KEY", made.getKey("own", PASSWORD.toCharArray()).getEncoded()) + certificate);
        return new PemIdentity(alone, both);
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(content) + "\n-----END " + what + "-----\n";
    }
}
