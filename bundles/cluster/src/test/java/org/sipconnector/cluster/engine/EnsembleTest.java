/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only servers that have a vote in this ensemble, and that have answered, prove by their silence that there is no majority. */
class EnsembleTest {

    private static final String THREE = """
            server.1=10.0.0.1:2888:3888:participant
            server.2=10.0.0.2:2888:3888:participant;0.0.0.0:2181
            server.3=10.0.0.3:2888:3888:participant
            version=0
            """;

    private static List<InetSocketAddress> at(String... servers) {
        return Stream.of(servers).map(server -> server.split(":"))
                .map(parts -> InetSocketAddress.createUnresolved(parts[0], Integer.parseInt(parts[1]))).toList();
    }

    private static InetSocketAddress server(String host) {
        return new InetSocketAddress(host, 2181);
    }

    @Test
    void allThatAnswerAreKnown() {
        assertThat(Ensemble.of(THREE, at("10.0.0.1:2181", "10.0.0.2:2181", "10.0.0.3:2181"), server -> true))
                .contains(new Ensemble(3, Set.of(server("10.0.0.1"), server("10.0.0.2"), server("10.0.0.3"))));
    }

    @Test
    void whoIsNotOneOfThemIsLeftOut() {
        assertThat(Ensemble.of(THREE, at("10.0.0.4:2181", "10.0.0.5:2181", "10.0.0.3:2181"), server -> true))
                .contains(new Ensemble(3, Set.of(server("10.0.0.3"))));
    }

    @Test
    void whoDoesNotAnswerIsLeftOut() {
        assertThat(Ensemble.of(THREE, at("10.0.0.1:2181", "10.0.0.2:2181"), server -> server.equals(server("10.0.0.2"))))
                .contains(new Ensemble(3, Set.of(server("10.0.0.2"))));
    }

    @Test
    void oneServerUnderTwoPortsCountsOnce() {
        assertThat(Ensemble.of(THREE, at("10.0.0.1:2181", "10.0.0.1:2182"), server -> true).orElseThrow().known()).hasSize(1);
    }

    @Test
    void serversOfOneMachineAreNotTold() {
        String one = """
                server.1=127.0.0.1:2888:3888:participant
                server.2=127.0.0.1:2889:3889:participant
                server.3=127.0.0.1:2890:3890:participant
                """;
        assertThat(Ensemble.of(one, at("127.0.0.1:2181", "127.0.0.1:2182", "127.0.0.1:2183"), server -> true))
                .contains(new Ensemble(3, Set.of()));
    }

    @Test
    void whereNotAllVoteAlikeNothingIsCounted() {
        for (String other : List.of("server.4=10.0.0.4:2888:3888:observer\n", "group.1=1:2\nweight.1=2\n",
                "server.4=10.0.0.4:2888:3888|10.0.1.4:2888:3888:participant\n")) {
            assertThat(Ensemble.of(THREE + other, at("10.0.0.1:2181"), server -> true)).as(other).isEmpty();
        }
    }

    @Test
    void oneThatStandsAloneIsAllThereIs() {
        assertThat(Ensemble.of("", at("10.0.0.1:2181"), server -> true)).contains(new Ensemble(1, Set.of(server("10.0.0.1"))));
        assertThat(Ensemble.of("", at("10.0.0.1:2181", "10.0.0.2:2181"), server -> true)).isEmpty();
    }
}
