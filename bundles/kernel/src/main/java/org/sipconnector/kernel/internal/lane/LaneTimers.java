/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.time.Timers;

/** The timers of a lane's managers. They belong to the manager's place, not to its code. On the lane. */
final class LaneTimers {

    private final Timers timers;
    private final Consumer<Message> mailbox;
    private long generations;

    LaneTimers(Timers timers, Consumer<Message> mailbox) {
        this.timers = timers;
        this.mailbox = mailbox;
    }

    void schedule(Slot slot, String name, Duration after) {
        cancel(slot, name);
        String manager = slot.name();
        long generation = ++generations;
        Runnable cancel = timers.schedule(after, () -> mailbox.accept(new Message.Timer(manager, name, generation)));
        slot.started(name, new Slot.RunningTimer(generation, timers.now().plus(after), cancel));
    }

    void cancel(Slot slot, String timer) {
        Slot.RunningTimer running = slot.ended(timer);
        if (running != null) {
            running.cancel().run();
        }
    }

    void cancelAll(Slot slot) {
        List.copyOf(slot.timers().keySet()).forEach(timer -> cancel(slot, timer));
    }

    /** Whether the timer still runs under that generation; when it does it has run out now. */
    static boolean take(Slot slot, Message.Timer fired) {
        Slot.RunningTimer running = slot == null ? null : slot.timers().get(fired.name());
        if (running == null || running.generation() != fired.generation()) {
            return false;
        }
        slot.ended(fired.name());
        return true;
    }
}
