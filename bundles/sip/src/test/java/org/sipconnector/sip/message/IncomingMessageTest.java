/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingMessageTest {

    @ParameterizedTest
    @ValueSource(strings = {"Via: SIP/2.0/UDP h (\\", "v: SIP/2.0/UDP h;branch=z9hG4bK1 (a\\b\\", "VIA : SIP/2.0/UDP h\r\n (open \\"})
    @Timeout(10)
    void aViaThatNeverEndsIsRefusedAtOnce(String via) {
        String message = "SIP/2.0 200 OK\r\n" + via + "\r\nFrom: <sip:a@b>;tag=1\r\n\r\n";
        assertThatThrownBy(() -> IncomingMessage.parse(message.getBytes(StandardCharsets.UTF_8))).isInstanceOf(ParseException.class);
    }
}
