/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;
import org.sipconnector.spi.sip.SipFoundationState;

/** The contacts of one user, the latest named last. Beyond the most there may be, the oldest gives way. */
final class Bindings {

    private static final int MOST = 8;

    private final Map<String, Binding> byKey = new LinkedHashMap<>(2);

    /**
     * @param cseq     of the REGISTER that made it, -1 when another foundation was asked
     * @param endNanos when it ends, by System.nanoTime
     */
    record Binding(SipFoundationState.Binding granted, long cseq, long endNanos, Alarm end) {

        SipFoundationState.Binding left() {
            return new SipFoundationState.Binding(granted.user(), granted.uri(), granted.contact(), granted.callId(),
                    Math.max(1, TimeUnit.NANOSECONDS.toSeconds(endNanos - System.nanoTime())));
        }

        /** Its preference in thousandths (RFC 3261 section 20.10). */
        int preference() {
            return HeaderAddress.of(granted.contact()).parameter("q").filter(q -> q.matches("[01](\\.\\d{0,3})?"))
                    .map(q -> (int) Math.round(Double.parseDouble(q) * 1000)).orElse(1000);
        }
    }

    void put(String key, Binding binding) {
        end(key);
        byKey.put(key, binding);
        if (byKey.size() > MOST) {
            end(byKey.keySet().iterator().next());
        }
    }

    void end(String key) {
        Binding ended = byKey.remove(key);
        if (ended != null) {
            ended.end().cancel();
        }
    }

    void end(WantedContact contact) {
        List.copyOf(byKey.entrySet()).stream().filter(each -> contact.names(HeaderAddress.of(each.getValue().granted().contact())))
                .forEach(each -> end(each.getKey()));
    }

    void endAll() {
        byKey.values().forEach(binding -> binding.end().cancel());
        byKey.clear();
    }

    /** Where its requests go: to the contact it prefers, of equals to the latest. */
    String preferred() {
        return byKey.values().stream().reduce((best, next) -> next.preference() >= best.preference() ? next : best).orElseThrow().granted().uri();
    }

    boolean newerThan(String callId, long cseq) {
        return byKey.values().stream().anyMatch(binding -> binding.granted().callId().equals(callId) && binding.cseq() >= cseq);
    }

    Stream<String> contacts() {
        return byKey.values().stream().map(binding -> binding.granted().contact());
    }

    Stream<String> callIds() {
        return byKey.values().stream().map(binding -> binding.granted().callId());
    }

    List<SipFoundationState.Binding> left() {
        return byKey.values().stream().map(Binding::left).toList();
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }
}
