/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.sip.digest.DigestAlgorithm;

class SecurityPolicyTest {

    @Test
    void defaultHasForwardSecrecyAndAuthenticatedEncryptionOnly() {
        SecurityPolicy policy = SecurityPolicy.DEFAULT;
        assertThat(policy.versions()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(policy.ciphers()).isNotEmpty().noneMatch(name -> name.startsWith("TLS_RSA_") || name.contains("CBC"))
                .allMatch(name -> name.contains("GCM") || name.contains("POLY1305"));
        assertThat(policy.allows("https://anywhere.example")).isTrue();
    }

    @Test
    void onlyWebPagesNamedMayOpenAWebSocketAndWhatIsNoWebPage() {
        SecurityPolicy policy = new SecurityPolicy(List.of(), List.of(), DigestAlgorithm.SHA_256, List.of("https://phone.example.com"));
        assertThat(policy.allows("https://phone.example.com")).isTrue();
        assertThat(policy.allows(null)).isTrue();
        assertThat(policy.allows("https://phone.example.com.evil.test")).isFalse();
        assertThat(policy.allows("http://phone.example.com")).isFalse();
        assertThat(policy.allows("null")).isFalse();
    }
}
