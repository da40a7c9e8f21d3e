/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.internal.connectors.Counter;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.spi.foundation.EventSize;
import org.sipconnector.spi.sip.SipEvent;

/** What a remote party sends is bounded by its bytes, in what waits and in what is kept. */
class RemoteBytesTest {

    private static final int LARGE = 255_000;

    private static SipEvent large() {
        return new SipEvent.RequestReceived(new UserAgentId("ua"), "MESSAGE", "sip:a@b", List.of(new Header("X", "y".repeat(LARGE / 5))),
                Optional.of(new SipBody("text/plain", "x".repeat(LARGE * 4 / 5))));
    }

    @Test
    void anEventWeighsWhatItHoldsOfAMessage() {
        assertThat(EventSize.of(large())).isBetween(LARGE, LARGE + 1_000);
    }

    @Test
    void aJournalHoldsNoMoreBytesHoweverLargeItsMessagesAre() {
        Journal journal = new Journal();
        int most = 0;
        for (int i = 0; i < 600; i++) {
            journal.add(Instant.EPOCH, null, new Message.Posted(large()));
            if (journal.full()) {
                journal.begin(Map.of());
            }
            most = Math.max(most, journal.tail(Integer.MAX_VALUE).stream().mapToInt(entry -> ((Message) entry.what()).bytes()).sum());
        }
        assertThat(most).isLessThan((2 << 20) + 3 * LARGE);
    }

    @Test
    void aMailboxKnowsTheBytesThatWait() {
        List<Runnable> turns = new ArrayList<>();
        Mailbox mailbox = new Mailbox(turns::add, () -> 32, message -> {}, Runnable::run);
        for (int i = 0; i < 40; i++) {
            mailbox.add(new Message.Posted(large()));
        }
        assertThat(mailbox.bytes()).isGreaterThan(40L * LARGE).isGreaterThan(LaneSink.MOST_BYTES);
        mailbox.poll();
        turns.get(0).run();
        assertThat(mailbox.bytes()).isBetween(7L * LARGE, 8L * LARGE);
        mailbox.clear();
        assertThat(mailbox.bytes()).isZero();
    }

    @Test
    void eventsThatNoRemotePartyMakesWeighNothing() {
        assertThat(new Message.Posted(new Counter.Ticked(1)).bytes()).isZero();
    }
}
