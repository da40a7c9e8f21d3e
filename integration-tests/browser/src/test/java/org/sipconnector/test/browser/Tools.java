/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.sipconnector.test.peers.BrowserPage;

/** What of the machine the tests need. */
final class Tools {

    private Tools() {}

    /** Skips the test, naming the program, where it is not installed. */
    static void need(String program, String hint) {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        Assumptions.assumeTrue(there, () -> "skipped: " + program + " is not installed (" + hint + ")");
    }

    /** Builds the page in a directory of its own. */
    static Path buildPage(Path work) throws IOException, InterruptedException {
        return buildPage(work, "@krivega/jssip");
    }

    /** @param library the SIP library that the page uses */
    static Path buildPage(Path work, String library) throws IOException, InterruptedException {
        return BrowserPage.build(Path.of("src", "page"), work, library);
    }

    /** The fingerprint Chromium knows a server's key by. */
    static String publicKeyOf(Path certificate) throws IOException, GeneralSecurityException {
        try (InputStream text = Files.newInputStream(certificate)) {
            Certificate read = CertificateFactory.getInstance("X.509").generateCertificate(text);
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(read.getPublicKey().getEncoded()));
        }
    }
}
