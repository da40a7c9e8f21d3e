/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A throwaway certificate authority and what it signs, as PEM files. */
final class TestCertificates {

    private static final TestCertificates OURS = new TestCertificates("test authority");
    private static final TestCertificates STRANGER = new TestCertificates("unknown authority");

    private final Path folder;
    private final X500Name issuer;
    private final KeyPair authorityKey;

    private TestCertificates(String name) {
        try {
            folder = Files.createTempDirectory("sip-certificates");
            folder.toFile().deleteOnExit();
            issuer = new X500Name("CN=" + name);
            authorityKey = newKey();
            write("ca.pem", "CERTIFICATE", sign(issuer, authorityKey, null).getEncoded());
            for (String host : new String[] {"localhost", "other.test", "sip.test", "::1"}) {
                KeyPair key = newKey();
                write(host + ".pem", "CERTIFICATE", sign(new X500Name("CN=" + host), key, host).getEncoded());
                write(host + ".key", "PRIVATE KEY", key.getPrivate().getEncoded());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private X509CertificateHolder sign(X500Name subject, KeyPair key, String host)
            throws IOException, OperatorCreationException {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuer,
                BigInteger.valueOf(System.nanoTime()), Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofDays(1))), subject, key.getPublic());
        if (host == null) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } else {
            builder.addExtension(Extension.subjectAlternativeName, false,
                    new GeneralNames(new GeneralName(host.contains(":") ? GeneralName.iPAddress : GeneralName.dNSName, host)));
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey.getPrivate()));
    }

    private void write(String name, String type, byte[] der) throws IOException {
        Path file = folder.resolve(name);
        file.toFile().deleteOnExit();
        Files.writeString(file, "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n");
    }

    static String authority() {
        return OURS.folder.resolve("ca.pem").toString();
    }

    static String unknownAuthority() {
        return STRANGER.folder.resolve("ca.pem").toString();
    }

    static String chain(String host) {
        return OURS.folder.resolve(host + ".pem").toString();
    }

    static String key(String host) {
        return OURS.folder.resolve(host + ".key").toString();
    }
}
