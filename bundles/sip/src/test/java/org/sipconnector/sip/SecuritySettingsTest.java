/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.sip.digest.DigestAlgorithm;
import org.sipconnector.sip.transport.SecurityPolicy;

/** What operators may allow and forbid. */
class SecuritySettingsTest {

    @Test
    void nothingConfiguredIsTheSafeDefault() {
        assertThat(SipConfiguration.SCHEMA.read(Map.of()).value().orElseThrow().security()).isEqualTo(SecurityPolicy.DEFAULT);
    }

    @Test
    void versionsCiphersDigestAndOriginsAreTaken() {
        SecurityPolicy policy = SipConfiguration.SCHEMA.read(Map.of("tls.versions", "TLSv1.3", "tls.ciphers", "TLS_AES_256_GCM_SHA384",
                "digest.minimumAlgorithm", "sha-256", "webSocket.origins", "https://a.test, https://b.test")).value().orElseThrow().security();
        assertThat(policy.versions()).containsExactly("TLSv1.3");
        assertThat(policy.ciphers()).containsExactly("TLS_AES_256_GCM_SHA384");
        assertThat(policy.minimumDigest()).isEqualTo(DigestAlgorithm.SHA_256);
        assertThat(policy.origins()).containsExactly("https://a.test", "https://b.test");
    }

    @ParameterizedTest
    @CsvSource({"tls.versions, SSLv3", "tls.versions, TLSv1.1", "tls.ciphers, TLS_MADE_UP", "digest.minimumAlgorithm, SHA-1", "limits.idleSeconds, 0",
            "limits.ringing, 0", "limits.ringingPerSource, 0", "limits.ringingInAll, 0", "limits.waitingBytes, 5"})
    void aMistakeNamesKeyAndValue(String key, String value) {
        assertThat(SipConfiguration.SCHEMA.read(Map.of(key, value)).reason()).contains(key).contains("'" + value + "'");
    }
}
