/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.sipconnector.sip.message.IncomingMessage;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.TransactionFlow;
import org.sipconnector.sip.transaction.TransactionTransport;
import org.sipconnector.sip.transaction.Transactions;
import org.sipconnector.sip.transaction.Transactions.Counters;

/** How long a reliable provisional response is repeated, in virtual time (RFC 3262 section 3). */
class ReliableProvisionalTest {

    private record Due(long at, Runnable task) {}

    private final PriorityQueue<Due> timers = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final List<Long> sent = new ArrayList<>();
    private final List<Long> givenUp = new ArrayList<>();
    private long now;

    private final TransactionFlow flow = new TransactionFlow() {
        @Override
        public String via(String branch) {
            return "SIP/2.0/TCP here;branch=" + branch;
        }

        @Override
        public boolean reliable() {
            return true;
        }

        @Override
        public boolean send(byte[] message) {
            return sent.add(now);
        }
    };
    private final TransactionTransport wire = proxy(TransactionTransport.class);
    private final ReliableProvisional ringing = new ReliableProvisional(proxy(DialogContext.class), () -> givenUp.add(now));

    /** What both ask for here: timers, names and leave. */
    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            switch (method.getName()) {
                case "after" :
                    Due due = new Due(now + (Long) arguments[0], (Runnable) arguments[1]);
                    timers.add(due);
                    return (TransactionTransport.Alarm) () -> timers.remove(due);
                case "admit" :
                    return Optional.of((Runnable) () -> {});
                case "userAgent" :
                    return "";
                default :
                    throw new UnsupportedOperationException(method.getName());
            }
        }));
    }

    private static IncomingRequest invite() throws ParseException {
        return (IncomingRequest) IncomingMessage.parse(("INVITE sip:a SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nFrom: <sip:b>;tag=1\r\n"
                + "To: <sip:a>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nRequire: 100rel\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private void letTimePass() {
        while (!timers.isEmpty()) {
            Due next = timers.remove();
            now = next.at();
            next.task().run();
        }
    }

    @Test
    void aResponseNobodyAcknowledgesIsRepeatedEverLessOftenAndGivenUpAfterThirtyTwoSeconds() throws ParseException {
        Transactions transactions = new Transactions(wire, new Counters(), () -> 10, () -> false, () -> {});
        ServerTransaction transaction = transactions.receive(invite(), flow);
        ringing.send(transaction, 180, List.of());
        letTimePass();
        assertThat(sent).containsExactly(0L, 500L, 1_500L, 3_500L, 7_500L, 15_500L, 31_500L);
        assertThat(givenUp).containsExactly(32_000L);
    }

    @Test
    void aResponseThatNeedsNoAcknowledgementAnyMoreIsNeitherRepeatedNorGivenUp() throws ParseException {
        Transactions transactions = new Transactions(wire, new Counters(), () -> 10, () -> false, () -> {});
        ringing.send(transactions.receive(invite(), flow), 180, List.of());
        ringing.stop();
        letTimePass();
        assertThat(sent).containsExactly(0L);
        assertThat(givenUp).isEmpty();
    }
}
