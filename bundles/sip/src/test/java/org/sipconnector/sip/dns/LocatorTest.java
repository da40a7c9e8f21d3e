/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.nio.NioEventLoopGroup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.TestNames;

/** Servers are found as RFC 3263 says. */
class LocatorTest {

    private final NioEventLoopGroup thread = new NioEventLoopGroup(1);
    private final TestNames names = new TestNames();
    private final Resolver resolver = new Resolver(thread.next(), List.of(names.address()));
    private final Locator locator = new Locator(() -> resolver);

    @AfterEach
    void close() {
        resolver.close();
        names.close();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private List<String> locate(String host, int port, Transport transport) throws Exception {
        CompletableFuture<List<Hop>> found = new CompletableFuture<>();
        locator.locate(host, port, transport, thread.next(), found::complete, found::completeExceptionally);
        return found.get(20, TimeUnit.SECONDS).stream()
                .map(hop -> hop.address().getAddress().getHostAddress() + ' ' + hop.address().getPort()).toList();
    }

    @Test
    void eachQuestionComesFromAPortAndWithAnIdOfItsOwn() throws Exception {
        for (int i = 0; i < 20; i++) {
            names.service("_sip._tcp.h" + i + ".test", 1, 1, 5070, "a.test");
            resolver.services("_sip._tcp.h" + i + ".test").toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        assertThat(names.origins.stream().map(origin -> origin.split(" ")[0]).distinct().count()).isGreaterThan(15);
        assertThat(names.origins.stream().map(origin -> origin.split(" ")[1]).distinct().count()).isGreaterThan(15);
    }

    /** RFC 3263 section 4.1. */
    @Test
    void naptrNamesTheServiceWhoseTargetsComeByPriority() throws Exception {
        names.pointer("sip.test", 20, 1, "SIP+D2T", "_worse.sip.test").pointer("sip.test", 10, 1, "SIP+D2T", "_sip._tcp.other.test")
                .pointer("sip.test", 5, 1, "SIPS+D2T", "_sips._tcp.other.test")
                .service("_sip._tcp.other.test", 2, 0, 5070, "b.test").service("_sip._tcp.other.test", 1, 0, 5080, "a.test")
                .host("a.test", "192.0.2.1").host("b.test", "192.0.2.2").host("b.test", "192.0.2.3");
        assertThat(locate("sip.test", 0, Transport.TCP)).containsExactly("192.0.2.1 5080", "192.0.2.2 5070", "192.0.2.3 5070");
    }

    /** RFC 3263 section 4.1. */
    @Test
    void withoutNaptrTheUsualServiceNameIsAsked() throws Exception {
        for (String name : List.of("_sip._udp", "_sip._tcp", "_sips._tcp", "_sip._ws", "_sips._ws")) {
            names.service(name + ".sip.test", 1, 0, 7000 + name.length(), "a.test");
        }
        names.host("a.test", "2001:db8::1");
        for (Transport transport : Transport.values()) {
            assertThat(locate("sip.test", 0, transport)).as(transport.name()).hasSize(1)
                    .first().asString().startsWith("2001:db8:0:0:0:0:0:1 70");
        }
    }

    /** RFC 3263 section 4.2. */
    @Test
    void withoutServiceRecordsTheHostIsTakenAtTheUsualPort() throws Exception {
        names.host("sip.test", "192.0.2.9");
        assertThat(locate("sip.test", 0, Transport.TLS)).containsExactly("192.0.2.9 5061");
        assertThat(locate("sip.test", 0, Transport.WSS)).containsExactly("192.0.2.9 443");
        assertThat(names.asked).contains("NAPTR sip.test", "SRV _sips._tcp.sip.test", "SRV _sips._ws.sip.test");
    }

    /** RFC 3263 section 4.2. */
    @Test
    void literalAddressAndPortNeedNoServiceRecords() throws Exception {
        names.service("_sip._tcp.sip.test", 1, 0, 5070, "b.test").host("sip.test", "192.0.2.9");
        assertThat(locate("sip.test", 5099, Transport.TCP)).containsExactly("192.0.2.9 5099");
        assertThat(locate("192.0.2.77", 0, Transport.TCP)).containsExactly("192.0.2.77 5060");
        assertThat(locate("::1", 0, Transport.TLS)).containsExactly("0:0:0:0:0:0:0:1 5061");
        assertThat(locate("localhost", 0, Transport.TCP)).contains("127.0.0.1 5060");
        assertThat(names.asked).noneMatch(question -> question.startsWith("SRV") || question.startsWith("NAPTR"));
    }

    @Test
    void answersAreKeptForTheirTime() throws Exception {
        names.service("_sip._tcp.sip.test", 1, 0, 5070, "a.test").host("a.test", "192.0.2.1");
        locate("sip.test", 0, Transport.TCP);
        int asked = names.asked.size();
        locate("sip.test", 0, Transport.TCP);
        assertThat(names.asked).hasSize(asked);
    }

    /** RFC 3263 section 4.3. */
    @Test
    void targetWithoutAddressIsPassedOver() throws Exception {
        names.service("_sip._tcp.sip.test", 1, 0, 5070, "gone.test").service("_sip._tcp.sip.test", 2, 0, 5071, "a.test")
                .host("a.test", "192.0.2.1");
        assertThat(locate("sip.test", 0, Transport.TCP)).containsExactly("192.0.2.1 5071");
    }

    @Test
    void unknownHostIsNamed() {
        assertThatThrownBy(() -> locate("nowhere.test", 0, Transport.TCP)).hasMessageContaining("'nowhere.test' is not known");
        assertThatThrownBy(() -> locate("nowhere.test", 5060, Transport.TCP)).hasMessageContaining("'nowhere.test' is not known");
    }

    @Test
    void heavierTargetsComeFirstMoreOften() {
        List<SrvRecord> records = List.of(new SrvRecord(1, 90, 1, "heavy"), new SrvRecord(1, 10, 1, "light"),
                new SrvRecord(0, 0, 1, "first"));
        int heavyFirst = 0;
        for (int i = 0; i < 100; i++) {
            int draw = i;
            List<SrvRecord> ordered = SrvRecord.ordered(records, () -> (draw + 0.5) / 100);
            assertThat(ordered).hasSize(3).first().extracting(SrvRecord::target).isEqualTo("first");
            heavyFirst += ordered.get(1).target().equals("heavy") ? 1 : 0;
        }
        assertThat(heavyFirst).isEqualTo(90);
    }

    @Test
    void nameServersAreLiteralAddresses() {
        assertThat(NameServers.of("192.0.2.53").getPort()).isEqualTo(53);
        assertThat(NameServers.of("[::1]:5353").getPort()).isEqualTo(5353);
        assertThatThrownBy(() -> NameServers.of("dns.example.com"))
                .isInstanceOf(InvalidConfigurationException.class).hasMessageContaining("dns.example.com");
    }
}
