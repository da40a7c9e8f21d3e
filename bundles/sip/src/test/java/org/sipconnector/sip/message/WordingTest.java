/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/** Nothing that is given to be sent becomes a header of its own, or another message. */
class WordingTest {

    private static RequestDraft draft(String method, String uri, String from, Header header, SipBody body) {
        return new RequestDraft(method, uri, from, "<sip:a@b>", "c", 1, List.of(), List.of(header), body);
    }

    private static final Header FINE = new Header("X-Fine", "value");

    @ParameterizedTest
    @ValueSource(strings = {"sip:a@b SIP/2.0\r\nX-Evil: 1\r\n", "sip:a@b\r\nX-Evil: 1", "sip:a@b\nX-Evil: 1", "sip:a@b\rX-Evil: 1", "sip:a b@c",
            "sip:a@b>;x=<sip:c@d", "sip:\"a@b", "sip:a\u2028@b", "sip:a\u0085@b", "sip:a\u0000@b", "sip:a\u000b@b", "sip:a\t@b", ""})
    void aUriThatWouldBeMoreThanOneIsRefused(String uri) {
        assertThatThrownBy(() -> draft("OPTIONS", uri, "<sip:a@b>", FINE, null).encode("v", "")).isInstanceOf(UnwritableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS sip:x SIP/2.0\r\nA:", "OP TIONS", "", "A\r\n", "A:", "M\u00c9THODE"})
    void aMethodThatIsNoneIsRefused(String method) {
        assertThatThrownBy(() -> draft(method, "sip:a@b", "<sip:a@b>", FINE, null).encode("v", "")).isInstanceOf(UnwritableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Evil: 1\r\nX", "X Evil", "", "X:", "X\n", "Content-Length", "l", "Via", "call-id", "CSeq"})
    void aHeaderNameThatIsNoneOrHoldsTheMessageTogetherIsRefused(String name) {
        assertThatThrownBy(() -> draft("OPTIONS", "sip:a@b", "<sip:a@b>", new Header(name, "1"), null).encode("v", ""))
                .isInstanceOf(UnwritableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\r\n\r\n", "\u0085", "\u2028", "\u2029", "\u000b", "\u0000"})
    void aLineBreakInAValueBecomesASpace(String lineBreak) {
        String evil = "a" + lineBreak + "X-Evil: 1";
        byte[] bytes = draft("OPTIONS", "sip:a@b", "\"" + evil + "\" <sip:a@b>", new Header("X-Any", evil), new SipBody(evil, ""))
                .encode("v;x=" + evil, evil);
        assertThat(SipText.cut(bytes).doubt()).isEmpty();
        assertThat(SipText.cut(bytes).headers()).noneMatch(header -> header.name().equals("X-Evil"))
                .filteredOn(header -> header.value().contains("a X-Evil: 1")).hasSize(5);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("\u2028", "\u2029", "\u0085");
    }
}
