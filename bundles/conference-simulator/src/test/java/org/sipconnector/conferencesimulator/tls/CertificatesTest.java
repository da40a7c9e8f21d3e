/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    @TempDir
    Path directory;

    private static X509Certificate first(Path file) throws Exception {
        try (InputStream text = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(text);
        }
    }

    @Test
    void theAuthorityVouchesForTheServerAndItsNames() throws Exception {
        Certificates files = Certificates.in(directory, "127.0.0.1", Clock.systemUTC());

        X509Certificate server = first(files.chain());
        server.verify(first(files.authority()).getPublicKey());
        assertThat(server.getSubjectAlternativeNames()).extracting(name -> name.get(1).toString())
                .contains("127.0.0.1", "localhost");
        assertThat(Files.readString(files.key())).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(Files.getPosixFilePermissions(files.key())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theyAreKeptUntilTheyEndOrTheHostChanges() throws Exception {
        Clock now = Clock.systemUTC();
        X509Certificate made = first(Certificates.in(directory, "mcu.test", now).chain());
        assertThat(first(Certificates.in(directory, "mcu.test", now).chain())).isEqualTo(made);

        X509Certificate other = first(Certificates.in(directory, "other.test", now).chain());
        assertThat(other).isNotEqualTo(made);
        Clock later = Clock.offset(now, Duration.ofDays(360));
        assertThat(first(Certificates.in(directory, "other.test", later).chain())).isNotEqualTo(other);
    }

    @Test
    void damagedFilesAreReplaced() throws Exception {
        Certificates files = Certificates.in(directory, "mcu.test", Clock.systemUTC());
        Files.write(files.chain(), List.of("damaged"));
        Certificates.in(directory, "mcu.test", Clock.systemUTC());
        assertThat(first(files.chain()).getIssuerX500Principal())
                .isEqualTo(first(files.authority()).getSubjectX500Principal());
    }
}
