/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Wrong passwords of the last minute: whoever has sent too many, alone or with others, is asked no more until it is over. For any thread. */
public final class Guesses {

    /** Wrong ones of an address. */
    public static final int MOST_OF_ONE = 10;
    /** Wrong ones of all addresses together. */
    public static final int MOST_OF_ALL = 100;
    /** After which they count no more. */
    public static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 1_000;

    private final LongSupplier nanos;
    /** Those heard of latest. */
    private final Map<String, Sender> senders = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sender> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };
    private final Sender all;

    private final class Sender {

        private long since = nanos.getAsLong();
        private int wrong;
        /** Who was admitted before does not suffer for what others send. */
        private boolean admitted;

        int wrong() {
            long now = nanos.getAsLong();
            if (now - since >= PERIOD.toNanos()) {
                since = now;
                wrong = 0;
            }
            return wrong;
        }

        void add() {
            wrong = wrong() + 1;
        }
    }

    /** @param nanos a clock that never goes back, such as {@code System::nanoTime} */
    public Guesses(LongSupplier nanos) {
        this.nanos = nanos;
        all = new Sender();
    }

    synchronized boolean tooMany(String address) {
        Sender sender = senders.get(address);
        return sender != null && sender.wrong() >= MOST_OF_ONE || (sender == null || !sender.admitted) && all.wrong() >= MOST_OF_ALL;
    }

    synchronized void wrong(String address) {
        senders.computeIfAbsent(address, first -> new Sender()).add();
        all.add();
    }

    synchronized void right(String address) {
        senders.computeIfAbsent(address, first -> new Sender()).admitted = true;
    }
}
