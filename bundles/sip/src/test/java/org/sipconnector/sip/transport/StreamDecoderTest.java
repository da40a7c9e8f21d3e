/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream's messages, RFC 3261 section 18.3. */
class StreamDecoderTest {

    private static final String HIDDEN = "BYE sip:a@b SIP/2.0\r\nContent-Length: 0\r\n\r\n";

    private final EmbeddedChannel channel = new EmbeddedChannel(new StreamDecoder(400));

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\n\r\n"})
    void aMessageWithTooLargeABodyIsToldOnceAndEndsTheStreamWithoutAnError(String before) {
        String head = "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 900\r\n\r\n";
        write(before + head + "body");
        write("more of the body");
        assertThat(channel.inboundMessages()).filteredOn(StreamDecoder.Refused.class::isInstance).singleElement()
                .isInstanceOfSatisfying(StreamDecoder.Refused.class, large -> {
                    assertThat(large.why().status()).isEqualTo(413);
                    assertThat(large.head()).asString(StandardCharsets.US_ASCII).isEqualTo(head);
                });
        assertThat(channel.finishAndReleaseAll()).isTrue();
    }

    /** Only CRLF ends a line: what else looks like an end of line is text, and hides no Content-Length. */
    @ParameterizedTest
    @ValueSource(strings = {"\u2028", "\u2029", "\u0085", "\u000b", "\f", "\u001c", "\u001e", "\u00a0", "\0"})
    void aLineBreakOfUnicodeInANameIsText(String odd) {
        String message = "INFO sip:a@b SIP/2.0\r\nFrom: \"M" + odd + "l: 0" + odd + "\" <sip:a@b>\r\nContent-Length: " + HIDDEN.length()
                + "\r\n\r\n" + HIDDEN;
        write(message);
        assertThat(messages()).containsExactly(message);
    }

    /** What two readers could cut differently is cut by none. */
    @ParameterizedTest
    @ValueSource(strings = {"From: \"M\rl: 0\r\" <sip:a@b>\r\nl: 43", "From: \"M\nl: 0\n\" <sip:a@b>\r\nl: 43", "l: 43\r\nContent-Length: 0",
            "l: 0\r\nl: 0", "Content-Length:\r\n 43", "Content-Length: 4\r\n 3", "l: 0000000043", "l: 4294967339", "l: +43", "l: -1", "l: 0x2b",
            "l: 43, 43", "l: 43;a=b", "l: \u0664\u0663", "l:", "l: four", "Content-Length 43", "Content-Length\u00a0: 43", "\u2028l: 43",
            "Content-Length\u0000: 43", "V\r\n : SIP/2.0/TCP h\r\nl: 43", "l\r\n : 43", " l: 43", "Content-Type: text/plain", "l: 43\r\n\t"})
    void aMessageWhoseEndIsDoubtfulEndsTheStream(String headers) {
        String head = "INFO sip:a@b SIP/2.0\r\n" + headers + "\r\n\r\n";
        write(head + HIDDEN);
        write(HIDDEN);
        assertThat(channel.inboundMessages()).singleElement().isInstanceOfSatisfying(StreamDecoder.Refused.class, refused -> {
            assertThat(refused.why().status()).isEqualTo(400);
            assertThat(refused.head()).asString(StandardCharsets.UTF_8).isEqualTo(head);
        });
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"l: 4", "L:4", "content-length \t:\t 4 \t", "CONTENT-LENGTH: 000000004", "To: a\r\n l: 0\r\nl: 4",
            "X-l: 0\r\nl: 4\r\nContent-Length-X: 9", "l: 4\r\nX: Content-Length: 0", "Content-Type: text/plain\r\nl: 4", "no header\r\nl: 4"})
    void everySpellingOfTheLengthThatTheGrammarKnowsIsRead(String headers) {
        String message = "INFO sip:a@b SIP/2.0\r\n" + headers + "\r\n\r\n1234";
        write(message + HIDDEN);
        assertThat(messages()).containsExactly(message, HIDDEN);
    }

    @Test
    void aMessageWithoutLengthAndContentHasNoBody() {
        String message = "ACK sip:a@b SIP/2.0\r\nTo: a\r\n\r\n";
        write(message + HIDDEN);
        assertThat(messages()).containsExactly(message, HIDDEN);
    }

    private List<String> messages() {
        List<String> messages = channel.inboundMessages().stream().map(byte[].class::cast)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
        channel.finishAndReleaseAll();
        return messages;
    }

    private void write(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }
}
