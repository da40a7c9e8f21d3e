/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.spi.configuration.ValueType;
import org.sipconnector.spi.configuration.ValueTypes;

/** Files of certificates and keys, judged when they are named. A file is read again when it has changed only. */
final class PemFiles {

    private static final long LARGEST = 4 << 20;
    private static final int REMEMBERED = 1_000;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

    static final ValueType<String> CERTIFICATES = ValueTypes.textThat("the path of a readable PEM file of certificates",
            path -> right(path, PemFiles::holdsCertificates));
    static final ValueType<String> PRIVATE_KEY = ValueTypes.textThat(
            "the path of a readable PEM file of an unencrypted PKCS#8 key", path -> right(path, PemFiles::holdsKey));

    private record Seen(FileTime modified, long size, boolean right) {}

    private interface Judge {
        boolean right(byte[] content) throws GeneralSecurityException;
    }

    private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();

    private PemFiles() {}

    private static boolean right(String name, Judge judge) {
        try {
            Path path = Path.of(name);
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            Seen before = SEEN.get(name);
            if (before != null && before.modified().equals(now.lastModifiedTime()) && before.size() == now.size()) {
                return before.right();
            }
            boolean right = now.isRegularFile() && now.size() <= LARGEST && judge.right(Files.readAllBytes(path));
            if (SEEN.size() >= REMEMBERED) {
                SEEN.clear();
            }
            SEEN.put(name, new Seen(now.lastModifiedTime(), now.size(), right));
            return right;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            return false;
        }
    }

    private static boolean holdsCertificates(byte[] content) throws GeneralSecurityException {
        String text = new String(content, StandardCharsets.US_ASCII);
        int begin = text.indexOf("-----BEGIN CERTIFICATE-----");
        // what stands before the first is explanation
        return begin >= 0 && !CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(content, begin, content.length - begin)).isEmpty();
    }

    private static boolean holdsKey(byte[] content) throws GeneralSecurityException {
        Matcher matcher = KEY.matcher(new String(content, StandardCharsets.US_ASCII));
        if (!matcher.find()) {
            return false;
        }
        PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                KeyFactory.getInstance(algorithm).generatePrivate(key);
                return true;
            } catch (InvalidKeySpecException other) {
                // of another algorithm
            }
        }
        return false;
    }
}
