/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses of STUN and TURN servers: what the grammar allows and nothing else. */
class IceServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"stun:host", "stun:host:3478", "stuns:stun.example.org", "stun:192.0.2.1:1", "stun:[2001:db8::1]",
            "stun:[::1]:65535", "turn:t.example:3478?transport=udp", "turns:t.example?transport=tcp", "turn:[::ffff:192.0.2.1]",
            "stun:my_host.example."})
    void whatTheGrammarAllowsIsKeptAsItIs(String url) {
        assertThat(turn(url).urls()).containsExactly(url);
    }

    @ParameterizedTest
    @CsvSource({"STUN:Host,stun:Host", "Turn:h:03478?TRANSPORT=UDP,turn:h:3478?transport=udp"})
    void schemesAndTransportsAreReadInAnyCase(String written, String kept) {
        assertThat(turn(written).urls()).containsExactly(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"turn:t.example:99999|port", "stun:h:0|port", "stun:h:abc|port", "stun:h:|port",
            "turn:h?transport=sctp|transport", "stun:h?transport=udp|transport", "turn:h?x=y|transport", "turn:h?|transport",
            "turn:[::1|must read", "stun:[]|host", "stun:[fe80::1%eth0]|host", "stun:::1|port", "stun:2001:db8::1|port",
            "stun:999.1.1.1|host", "stun:1.2.3|host", "stun:|host", "stun:a b|host", "turn://host:3478|host", "http:host|begin with",
            "host:3478|begin with", "host|must read", "stun:user@host|host", "stun:h..i|host", "stun:-h|host", "stun:h\u0000i|host"})
    void whatItDoesNotAllowIsRefusedNamingItAndWhatIsAllowed(String url, String allowed) {
        assertThatThrownBy(() -> turn(url)).isInstanceOf(InvalidIceServerException.class)
                .hasMessageContainingAll("'" + url.replace('\0', '?') + "'", allowed).hasMessageNotContaining("secret")
                .message().doesNotContain("\n");
    }

    @Test
    void aTurnServerNeedsUserAndPasswordAndAStunServerDoesNot() {
        assertThat(IceServer.of("stun:host").username()).isEmpty();
        for (Optional<Secret> password : List.of(Optional.<Secret>empty(), Optional.of(Secret.of("")))) {
            assertThatThrownBy(() -> new IceServer(List.of("stun:host", "turn:host"), Optional.of("user"), password))
                    .hasMessage("'turn:host' is no ICE server: a TURN server needs a username and a credential");
        }
        assertThatThrownBy(() -> new IceServer(List.of("turns:host"), Optional.empty(), Optional.of(Secret.of("secret"))))
                .isInstanceOf(InvalidIceServerException.class);
        assertThatThrownBy(() -> new IceServer(List.of("turn:host"), Optional.of("u".repeat(509)), Optional.of(Secret.of("secret"))))
                .hasMessageContaining("508 bytes");
    }

    private static IceServer turn(String url) {
        return new IceServer(List.of(url), Optional.of("user"), Optional.of(Secret.of("secret")));
    }
}
