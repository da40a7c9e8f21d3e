/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A source that is asked for its next piece and answers later. A few questions are on their way at once, to bridge the
 * pipe's hiccups; more are not asked until answers came.
 *
 * @param <T> the piece
 */
final class Pulled<T> {

    private static final int AHEAD = 3;
    /** Answers that never came, because the server's end had a failure, are given up after so many questions. */
    private static final int PATIENCE = 300;

    private final Queue<T> come = new ArrayDeque<>();
    private int asked;
    private int refused;
    /** Why it failed last, until that is told. */
    private String failure;

    /**
     * The oldest that has come, or null; asks for another if few enough are on their way.
     *
     * @throws IllegalStateException when the source failed in place of a piece
     */
    T take(Runnable ask) {
        boolean asks;
        T next;
        String trouble;
        synchronized (this) {
            next = come.poll();
            trouble = failure;
            failure = null;
            asks = asked < AHEAD || ++refused > PATIENCE;
            if (asks) {
                asked = asked < AHEAD ? asked + 1 : 1;
                refused = 0;
            }
        }
        if (asks) {
            ask.run();
        }
        if (trouble != null) {
            throw new IllegalStateException(trouble);
        }
        return next;
    }

    /** @param piece null for nothing at this time */
    synchronized void put(T piece) {
        asked = Math.max(0, asked - 1);
        if (piece != null && come.size() < AHEAD) {
            come.add(piece);
        }
    }

    synchronized void fail(String reason) {
        put(null);
        failure = reason;
    }
}
