/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The flows of a UDP socket come with their first packet and go when nobody needs them. */
class DatagramServerTest {

    private static final class Guest implements FlowUser {
        private boolean needed;
        private Closing closing;
        private int messages;

        @Override
        public void opened(Flow flow) {}

        @Override
        public void received(byte[] message) {
            messages++;
        }

        @Override
        public void closed(Closing how) {
            closing = how;
        }

        @Override
        public boolean needed() {
            return needed;
        }
    }

    private static Admission admission() {
        Admission admission = new Admission();
        admission.limits(new Limits(1_000, 1_000, 20, 10, 10, 2));
        return admission;
    }

    private final List<Guest> guests = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new DatagramServer(fresh -> {
        guests.add(new Guest());
        return guests.get(guests.size() - 1);
    }, admission()));

    private void packet(int port) {
        channel.writeInbound(new DatagramPacket(Unpooled.copiedBuffer("OPTIONS ...", StandardCharsets.US_ASCII),
                new InetSocketAddress("127.0.0.1", 5060), new InetSocketAddress("127.0.0.2", port)));
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void idleFlowIsSweptUnlessItIsNeeded() {
        channel.freezeTime();
        packet(1);
        packet(2);
        packet(2);
        guests.get(1).needed = true;
        for (int i = 0; i < 3; i++) {
            pass(30);
        }
        assertThat(guests.get(0).closing.reason()).isEqualTo("idle");
        assertThat(guests.get(1).closing).isNull();
        assertThat(guests.get(1).messages).isEqualTo(2);
        guests.get(1).needed = false;
        pass(30);
        assertThat(guests.get(1).closing).isNotNull();
    }

    @Test
    void addressWithTooManyFlowsIsNotServedUntilOneGoes() {
        channel.freezeTime();
        packet(1);
        packet(2);
        packet(3);
        assertThat(guests).hasSize(2);
        for (int i = 0; i < 3; i++) {
            pass(30);
        }
        packet(3);
        assertThat(guests).hasSize(3);
        channel.close();
        assertThat(guests).allMatch(guest -> guest.closing != null);
    }
}
