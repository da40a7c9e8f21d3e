/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalCandidatesTest {

    private static final String TCP = "candidate:1 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active generation 0";
    private static final String IPV6 = "candidate:2 1 udp 2122262783 2001:db8::7 50001 typ host generation 0";
    private static final String UDP = "candidate:3 1 udp 2122260223 192.0.2.7 50000 typ host generation 0";

    private final LocalCandidates candidates = new LocalCandidates();

    @Test
    void aDescriptionGetsTheCandidatesThatItLacks() {
        found("0", TCP, "abcd");
        found("0", IPV6, "abcd");
        found("0", UDP, "abcd");

        assertThat(candidates.complete(description("9", "0.0.0.0")))
                .isEqualTo(description("50000", "192.0.2.7") + "a=" + TCP + "\r\na=" + IPV6 + "\r\na=" + UDP + "\r\n");
    }

    @Test
    void oneThatHasThemStaysAsItIs() {
        found("0", UDP, "abcd");
        String complete = description("50000", "192.0.2.7") + "a=" + UDP + "\r\n";

        assertThat(candidates.complete(complete)).isEqualTo(complete);
    }

    @Test
    void theDefaultDestinationOfTheLibraryStays() {
        found("0", UDP, "abcd");
        found("0", TCP, "abcd");
        String ofLibrary = description("50000", "192.0.2.7") + "a=" + UDP + "\r\n";

        assertThat(candidates.complete(ofLibrary)).isEqualTo(ofLibrary + "a=" + TCP + "\r\n");
    }

    @Test
    void candidatesOfOtherLinesAndCredentialsAreLeftOut() {
        found("1", UDP, "abcd");
        found("0", UDP, "efgh");
        candidates.add("0", UDP);

        assertThat(candidates.complete(description("9", "0.0.0.0"))).isEqualTo(description("9", "0.0.0.0"));
    }

    @Test
    void theDefaultDestinationIsTheRelayWhereThereIsOne() {
        found("0", "candidate:4 2 udp 2122260222 192.0.2.7 50001 typ host generation 0", "abcd");
        found("0", UDP, "abcd");
        found("0", "candidate:5 1 udp 41885695 198.51.100.9 3479 typ relay raddr 192.0.2.7 rport 50000 generation 0", "abcd");

        assertThat(candidates.complete(description("9", "0.0.0.0"))).startsWith(description("3479", "198.51.100.9"));
    }

    @Test
    void anOfferThatIsRolledBackBringsTheFormerCredentialsBack() {
        found("0", UDP, "abcd");
        found("0", UDP.replace("50000", "50002"), "efgh");

        assertThat(candidates.complete(description("9", "0.0.0.0"))).isEqualTo(description("50000", "192.0.2.7") + "a=" + UDP + "\r\n");
    }

    @Test
    void itDoesNotGrowForEver() {
        for (int port = 0; port < 10_000; port++) {
            found("0", UDP.replace("50000", "" + port), "abcd");
        }

        assertThat(candidates.complete(description("9", "0.0.0.0")).lines().filter(line -> line.startsWith("a=candidate:"))).hasSize(512);
    }

    @Test
    void aRefusedLineStaysRefused() {
        found("0", UDP, "abcd");

        assertThat(candidates.complete(description("0", "0.0.0.0"))).startsWith(description("0", "0.0.0.0"));
    }

    private void found(String mid, String text, String fragment) {
        candidates.add(mid, text.replace("generation 0", "generation 0 ufrag " + fragment));
    }

    private static String description(String port, String address) {
        return String.join("\r\n", "v=0", "s=-", "m=audio " + port + " UDP/TLS/RTP/SAVPF 111", "c=IN IP4 " + address, "a=mid:0",
                "a=ice-ufrag:abcd", "");
    }
}
