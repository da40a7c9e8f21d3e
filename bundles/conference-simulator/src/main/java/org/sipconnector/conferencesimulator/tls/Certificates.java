/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.tls;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority made at first start, and a server certificate signed by it. The authority's key is thrown
 * away: nobody can sign another certificate that its clients would trust.
 *
 * @param authority   {@code ca.pem}, for clients to trust
 * @param chain       {@code server.pem}: the server's certificate, then the authority's
 * @param key         {@code server.key}, PKCS#8, readable by its owner only
 */
public record Certificates(Path authority, Path chain, Path key) {

    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final Duration RENEWAL = Duration.ofDays(7);
    private static final X500Name AUTHORITY = new X500Name("CN=Conference simulator authority");

    /** Those of the directory, made anew when they are absent, near their end, or for another host. */
    public static Certificates in(Path directory, String host, Clock clock) throws IOException {
        Files.createDirectories(directory);
        Certificates files = new Certificates(directory.resolve("ca.pem"), directory.resolve("server.pem"),
                directory.resolve("server.key"));
        if (!files.usable(host, clock.instant())) {
            try {
                files.make(host, clock.instant());
            } catch (GeneralSecurityException | OperatorCreationException broken) {
                throw new IOException("no certificate can be made: " + broken.getMessage(), broken);
            }
        }
        return files;
    }

    private boolean usable(String host, Instant now) throws IOException {
        if (!Files.isReadable(authority) || !Files.isReadable(chain) || !Files.isReadable(key)) {
            return false;
        }
        try (Reader text = Files.newBufferedReader(chain); PEMParser parser = new PEMParser(text)) {
            return parser.readObject() instanceof X509CertificateHolder server
                    && server.getNotAfter().toInstant().isAfter(now.plus(RENEWAL))
                    && names(host).equals(GeneralNames.fromExtensions(server.getExtensions(),
                            Extension.subjectAlternativeName));
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private void make(String host, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair signer = keys();
        KeyPair server = keys();
        X509CertificateHolder root = builder(AUTHORITY, signer, now)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()));
        X509CertificateHolder leaf = builder(new X500Name("CN=Conference simulator"), server, now)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, names(host))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()));
        Files.deleteIfExists(key);
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, pem(new JcaPKCS8Generator(server.getPrivate(), null).generate()));
        Files.writeString(chain, pem(leaf) + pem(root));
        Files.writeString(authority, pem(root));
    }

    private static JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair keys, Instant now) {
        return new JcaX509v3CertificateBuilder(AUTHORITY, new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(Duration.ofHours(1))), Date.from(now.plus(LIFETIME)), subject, keys.getPublic());
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static GeneralNames names(String host) {
        boolean literal = host.matches("[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
        return new GeneralNames(new GeneralName[] {
                new GeneralName(literal ? GeneralName.iPAddress : GeneralName.dNSName, host),
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.iPAddress, "::1")});
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
