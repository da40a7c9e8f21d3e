package org.sipconnector.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream's messages, RFC 3261 section 18.3. */
class StreamDecoderTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new StreamDecoder(200));

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\n\r\n"})
    void aMessageWithTooLargeABodyIsToldOnceAndEndsTheStreamWithoutAnError(String before) {
        String head = "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 900\r\n\r\n";
        write(before + head + "body");
        write("more of the body");
        assertThat(channel.inboundMessages()).filteredOn(StreamDecoder.TooLarge.class::isInstance).singleElement()
                .isInstanceOfSatisfying(StreamDecoder.TooLarge.class,
                        large -> assertThat(large.head()).asString(StandardCharsets.US_ASCII).isEqualTo(head));
        assertThat(channel.finishAndReleaseAll()).isTrue();
    }

    private void write(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }
}
