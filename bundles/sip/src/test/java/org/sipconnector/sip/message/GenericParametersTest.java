/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters nobody here knows, with every kind of value there is (RFC 3261 section 25.1, generic-param). */
class GenericParametersTest {

    private static final String VIA = "SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK1";

    private static IncomingRequest parsed(String via, String from, String to, String contact) throws ParseException {
        String message = "INVITE sip:a@b SIP/2.0\r\nVia: " + via + "\r\nMax-Forwards: 70\r\nFrom: " + from + "\r\nTo: " + to
                + "\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nContact: " + contact + "\r\nContent-Length: 0\r\n\r\n";
        return (IncomingRequest) IncomingMessage.parse(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String answered(IncomingRequest request) {
        return new String(ResponseDraft.of(request, 200, "t").encode(""), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=[2001:db8::1]", "x=[::ffff:192.0.2.1]", "x=[::]", "x", "x=y", "x=example.com", "x=192.0.2.1",
            "x=\"a;b\"", "x=\"a,b=<c>\"", "x=\"a\\\"b\"", "x=\"\"", "x=a%b!c*d_e+f`g'h~i.j-k", "maddr=[2001:db8::1]",
            "received=[2001:db8::1]", "received=2001:db8::1", "x = [2001:db8::1] ", "X=[2001:DB8::1];y=[::1];z=\"[::1]\""})
    void theyComeBackInViaAsTheyWere(String parameter) throws ParseException {
        for (String via : new String[] {VIA + ";" + parameter, "SIP/2.0/TCP 127.0.0.1;" + parameter + ";branch=z9hG4bK1"}) {
            IncomingRequest request = parsed(via, "<sip:a@b>;tag=1", "<sip:a@b>", "<sip:a@b>");
            assertThat(request.branch()).isEqualTo("z9hG4bK1");
            String name = parameter.replaceAll("\\s*=.*", "");
            assertThat(answered(request)).containsIgnoringCase(";" + name);
            if (parameter.contains("[") && !parameter.contains(" ")) {
                assertThat(answered(request)).containsIgnoringCase(parameter);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=[2001:db8::1]", "x=[::ffff:192.0.2.1]", "x", "x=y", "x=example.com", "x=192.0.2.1", "x=\"a;tag=b\"",
            "x=\"a\\\";tag=b\"", "x = [2001:db8::1]", "x=[::1];y=\"[::1]\""})
    void theyHideNoTag(String parameter) throws ParseException {
        for (String address : new String[] {"<sip:a@b>", "sip:a@b", "\"A; [B]\" <sip:a@[::1];p=[::1]>"}) {
            IncomingRequest before = parsed(VIA, address + ";" + parameter + ";tag=1", address + ";tag=2;" + parameter,
                    "<sip:a@b>;" + parameter);
            assertThat(before.fromTag()).isEqualTo("1");
            assertThat(before.toTag()).isEqualTo("2");
            assertThat(before.contactUri()).contains("sip:a@b");
            assertThat(answered(before)).contains("From: " + address + ";" + parameter + ";tag=1\r\n");
        }
    }

    /** It is no token, but whoever answers it has to repeat it (RFC 3261 section 12.1.1). */
    @Test
    void aTagIsReadHoweverItLooks() throws ParseException {
        assertThat(parsed(VIA, "<sip:a@b>;tag=[::1]", "<sip:a@b>", "<sip:a@b>").fromTag()).isEqualTo("[::1]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\1', value = {"x=[2001:db8::1", "x=2001:db8::1]", "x=[zz]", "x=\"a", "x=[::1]y", "=y"})
    void whatIsNoneIsRefused(String parameter) {
        assertThatThrownBy(() -> parsed(VIA + ";" + parameter, "<sip:a@b>;tag=1", "<sip:a@b>", "<sip:a@b>"))
                .isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> parsed(VIA, "<sip:a@b>;tag=1;" + parameter, "<sip:a@b>", "<sip:a@b>"))
                .isInstanceOf(ParseException.class);
    }
}
