/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.resources;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The clock of the day, which may be set. Our timers do not go by it; certificates and the dates in logs and journals do, so
 * a jump is told for a while.
 */
final class WallClock implements Resource {

    private static final long JUMP_MILLIS = 10_000;
    private static final long TOLD_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final LongSupplier millis;
    private final LongSupplier nanos;
    private long ahead;
    private long jump;
    private long jumpedAt;

    WallClock() {
        this(System::currentTimeMillis, System::nanoTime);
    }

    WallClock(LongSupplier millis, LongSupplier nanos) {
        this.millis = millis;
        this.nanos = nanos;
        this.ahead = difference();
    }

    private long difference() {
        return millis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    }

    @Override
    public Optional<String> shortage() {
        long now = difference();
        if (Math.abs(now - ahead) >= JUMP_MILLIS) {
            jump = now - ahead;
            jumpedAt = nanos.getAsLong();
        }
        ahead = now;
        boolean tell = jump != 0 && nanos.getAsLong() - jumpedAt < TOLD_NANOS;
        return tell
                ? Optional.of("clock: it was set " + Math.abs(jump) / 1_000 + " s " + (jump > 0 ? "forward" : "back")
                        + "; certificates are judged by it, timers are not")
                : Optional.empty();
    }

    @Override
    public boolean neededByCalls() {
        return false;
    }
}
