/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.sip.digest.DigestResponse.Authenticated;
import org.sipconnector.sip.digest.DigestResponse.Use;

/** The arithmetic of RFC 7616. */
class DigestResponseTest {

    private static String example(DigestAlgorithm algorithm) {
        String ha1 = DigestResponse.ha1(algorithm, "Mufasa", "http-auth@example.org", "Circle of Life".toCharArray());
        return DigestResponse.of(algorithm, ha1, new Use("7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "00000001",
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", "auth"), new Authenticated("GET", "/dir/index.html", ""));
    }

    @Test
    void examplesOfSection391() {
        assertThat(example(DigestAlgorithm.MD5)).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(example(DigestAlgorithm.SHA_256))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    @ParameterizedTest
    @CsvSource({"MD5, MD5", "SHA_256, SHA-256", "SHA_512_256, SHA-512/256"})
    void bodyCountsWithAuthIntAndNothingElseDiffers(DigestAlgorithm algorithm, String name) throws Exception {
        String ha1 = DigestResponse.ha1(algorithm, "alice", "sip.test", "pw".toCharArray());
        assertThat(ha1).isEqualTo(hash(name, "alice:sip.test:pw"));
        Authenticated request = new Authenticated("REGISTER", "sip:sip.test", "body");
        String ha2 = hash(name, "REGISTER:sip:sip.test:" + hash(name, "body"));
        assertThat(DigestResponse.of(algorithm, ha1, new Use("n", "00000002", "c", "auth-int"), request))
                .isEqualTo(hash(name, ha1 + ":n:00000002:c:auth-int:" + ha2));
        String plain = hash(name, "REGISTER:sip:sip.test");
        assertThat(DigestResponse.of(algorithm, ha1, new Use("n", "", "", ""), request))
                .isEqualTo(hash(name, ha1 + ":n:" + plain));
    }

    private static String hash(String name, String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
