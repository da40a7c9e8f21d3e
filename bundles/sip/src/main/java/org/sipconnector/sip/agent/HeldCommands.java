/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/** Runs an owner's commands on a loop, in order; while the way to the peer is made again, they wait. */
final class HeldCommands {

    private final EventLoop loop;
    /** Null when they need not wait. */
    private List<Runnable> held;

    HeldCommands(EventLoop loop) {
        this.loop = loop;
    }

    /** From any thread; all else is on the loop. */
    void execute(Runnable command) {
        loop.execute(() -> {
            if (held == null) {
                command.run();
            } else {
                held.add(command);
            }
        });
    }

    /** Whether commands wait. */
    boolean holding() {
        return held != null && !held.isEmpty();
    }

    void hold() {
        held = new ArrayList<>();
    }

    void release() {
        List<Runnable> all = held == null ? List.of() : held;
        held = null;
        all.forEach(Runnable::run);
    }
}
