/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.media.helper.HelperEngine;
import org.sipconnector.media.helper.HelperLaunch;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.testkit.Await;

/**
 * Whatever a peer sends to a connection can end this connection at most: its process outlives it, and the calls beside it go
 * on. More by hand: {@code -Dhostile=1000 -Dhostile.from=1}.
 */
@Timeout(900)
class HostileMediaPeerTest {

    private static final int PEERS = Integer.getInteger("hostile", 6);
    private static final int FIRST = Integer.getInteger("hostile.from", 1);
    private static final int PACKETS = 300;
    private static final Pattern ADDRESS = Pattern.compile("a=candidate:\\S+ 1 udp \\d+ ([0-9.]+) (\\d+) typ host", Pattern.CASE_INSENSITIVE);

    private HelperEngine helpers;
    private List<Long> processes;

    @BeforeEach
    void startHelper() {
        Optional<String> missing = new SystemLibraries().missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
        helpers = new HelperEngine(HelperLaunch.likeThisProcess(System.getProperty("java.class.path")), 10, new NamedServices());
        Await.reading("the engine is ready", helpers::health, now -> now.state() == MediaHealth.State.READY);
        processes = helpers.processes();
    }

    @AfterEach
    void stopHelper() {
        if (helpers != null) {
            helpers.close();
        }
    }

    @Test
    void noPacketEndsTheProcess() {
        besideACall(seed -> attack(new Random(seed)));
    }

    @Test
    void thousandsOfCandidatesAreBorne() {
        besideACall(seed -> {
            String candidates = IntStream.range(0, 1_000).mapToObj(i -> candidate(new Random(seed * 1_000 + i), i)).collect(Collectors.joining());
            try (TestPeer attacked = new TestPeer(helpers)) {
                attacked.answer(ForeignOffers.bundled(ForeignOffers.OPUS + candidates, ForeignOffers.VP8 + candidates), TestPeer.tone("ear"));
                attacked.setRemote(SdpType.OFFER, ForeignOffers.bundled(ForeignOffers.OPUS + candidates, ForeignOffers.VP8 + candidates)
                        .replace("a=ice-ufrag:abcd", "a=ice-ufrag:efgh"));
            }
        });
    }

    @Test
    void aCallWhoseDescriptionsWereTamperedWithEndsAloneAtMost() {
        besideACall(seed -> {
            GeneratedDescription descriptions = new GeneratedDescription(new Random(seed));
            try (TestPeer caller = new TestPeer(helpers); TestPeer callee = new TestPeer(helpers)) {
                caller.with(TestPeer.tone("sound"), TestPeer.pattern("picture"));
                try {
                    caller.accept(
                            descriptions.variant(callee.answer(descriptions.variant(caller.offer()), TestPeer.tone("ear"), TestPeer.pattern("eye"))));
                    caller.accept(descriptions.variant(callee.answer(descriptions.variant(caller.offer(true)))));
                } catch (AssertionError refused) {
                    assertThat(refused.getMessage()).containsAnyOf("PeerCommandFailed", "does not bundle");
                }
            }
        });
    }

    private void besideACall(IntConsumer attack) {
        try (TestPeer caller = new TestPeer(helpers); TestPeer callee = new TestPeer(helpers)) {
            caller.with(TestPeer.tone("sound"));
            caller.call(callee, TestPeer.tone("ear"));
            callee.awaitMoreAudio();
            for (int seed = FIRST; seed < FIRST + PEERS; seed++) {
                attack.accept(seed);
                assertThat(helpers.processes()).as("the process after seed %s", seed).isEqualTo(processes);
            }
            callee.awaitMoreAudio();
        }
    }

    /** Of a GOOG-MISC-INFO the library reads the first number without looking whether there is any, unless {@link PingAttribute} keeps it from it. */
    @Test
    void aCheckWithoutTheNumbersThatTheLibraryReadsUnaskedEndsNoProcess() {
        besideACall(seed -> {
            try (TestPeer attacked = new TestPeer(helpers)) {
                attack(attacked, new Random(seed),
                        packets -> IntStream.range(0, 20).mapToObj(i -> i < 3 ? packets.check() : packets.checkWithoutNumbers()));
                assertThat(attacked.statistics()).isNotEmpty();
            }
        });
    }

    @Test
    void anAnswerWithoutTheNumbersThatTheLibraryReadsUnaskedEndsNoProcess() {
        besideACall(seed -> {
            try (TestPeer attacked = new TestPeer(helpers); DatagramSocket socket = new DatagramSocket()) {
                Attack attack = Attack.on(attacked, ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.VP8), new Random(seed));
                for (int answered = 0; answered < 3; answered++) {
                    attack.send(socket, GeneratedPacket.answerWithoutNumbers(attack.nextCheck(socket), ForeignOffers.PASSWORD));
                }
                assertThat(attacked.statistics()).isNotEmpty();
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        });
    }

    /** Makes itself known by authentic checks and then sends anything. */
    private void attack(Random random) {
        try (TestPeer attacked = new TestPeer(helpers)) {
            attack(attacked, random, packets -> IntStream.range(0, PACKETS).mapToObj(i -> i < 3 ? packets.check() : packets.next()));
            assertThat(attacked.statistics()).isNotEmpty();
        }
    }

    private static void attack(TestPeer attacked, Random random, Function<GeneratedPacket, Stream<byte[]>> what) {
        String offer = ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.VP8);
        Attack attack = Attack.on(attacked, random.nextBoolean() ? offer : offer.replace("actpass", "active"), random);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (byte[] packet : (Iterable<byte[]>) what.apply(attack.packets())::iterator) {
                attack.send(socket, packet);
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** What is known of an attacked end from its answer. */
    private record Attack(GeneratedPacket packets, InetAddress host, int port) {

        static Attack on(TestPeer attacked, String offer, Random random) {
            String answer = attacked.answer(offer, TestPeer.tone("ear"), TestPeer.pattern("eye"));
            Matcher address = ADDRESS.matcher(answer);
            assertThat(address.find()).as("an address in %s", answer).isTrue();
            try {
                return new Attack(new GeneratedPacket(random, value(answer, "a=ice-ufrag:") + ":abcd", value(answer, "a=ice-pwd:")),
                        InetAddress.getByName(address.group(1)), Integer.parseInt(address.group(2)));
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        }

        /** Checks until the attacked end does, too. */
        DatagramPacket nextCheck(DatagramSocket socket) throws IOException {
            DatagramPacket received = new DatagramPacket(new byte[2_000], 2_000);
            socket.setSoTimeout(200);
            for (int tries = 0; tries < 100; tries++) {
                send(socket, packets.checkWithoutNumbers());
                try {
                    do {
                        socket.receive(received);
                    } while (received.getData()[0] != 0 || received.getData()[1] != 1);
                    return received;
                } catch (SocketTimeoutException silent) {
                    // a check may be lost, and is sent again (RFC 8445 section 14)
                }
            }
            throw new AssertionError("the attacked end checks no more");
        }

        void send(DatagramSocket socket, byte[] packet) throws IOException {
            socket.send(new DatagramPacket(packet, packet.length, host, port));
        }
    }

    private static String candidate(Random random, int number) {
        String address = switch (random.nextInt(4)) {
            case 0 -> "127.0.0." + (1 + random.nextInt(254));
            case 1 -> "::1";
            case 2 -> "nowhere-" + number + ".invalid";
            default -> "127.0.0.1";
        };
        String kind = random.nextBoolean() ? "udp" : "tcp";
        return "a=candidate:" + number + " 1 " + kind + " " + random.nextInt(Integer.MAX_VALUE) + " " + address + " " + (1 + random.nextInt(65_535))
                + " typ host" + (kind.equals("tcp") ? " tcptype passive" : "") + "\r\n";
    }

    private static String value(String sdp, String name) {
        int start = sdp.indexOf(name) + name.length();
        return sdp.substring(start, sdp.indexOf("\r\n", start));
    }
}
