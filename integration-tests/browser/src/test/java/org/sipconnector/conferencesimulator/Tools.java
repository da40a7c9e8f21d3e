/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that the tests need, and how they are run. */
final class Tools {

    private static final int MINUTES = 3;

    private Tools() {}

    /** Skips the test, naming the program, where it is not installed. */
    static void need(String program, String hint) {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        Assumptions.assumeTrue(there, () -> "skipped: " + program + " is not installed (" + hint + ")");
    }

    /** Runs a program to its end and demands that it succeeds. */
    static void run(Path directory, String... command) throws IOException, InterruptedException {
        Path log = directory.resolve("command.log");
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " failed: " + Files.readString(log));
        }
    }

    /** Builds the page in a directory of its own. */
    static Path buildPage(Path work) throws IOException, InterruptedException {
        return buildPage(work, "@krivega/jssip");
    }

    /** @param library the SIP library that the page uses */
    static Path buildPage(Path work, String library) throws IOException, InterruptedException {
        Path page = Files.createDirectories(work.resolve("page"));
        for (String file : List.of("page.js", "index.html", "package.json", "package-lock.json")) {
            Files.copy(Path.of("src", "page", file), page.resolve(file));
        }
        run(page, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
        run(page, "npm", "run", "bundle", "--", "--alias:@krivega/jssip=" + library);
        return page;
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
