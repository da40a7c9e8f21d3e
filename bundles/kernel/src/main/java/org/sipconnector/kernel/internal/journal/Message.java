/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.journal;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.internal.reply.LaneReply;
import org.sipconnector.spi.foundation.EventSize;

/** What waits in a lane. */
public sealed interface Message {

    /** One line for the journal; secrets mask themselves. */
    String text();

    /** How much of it a remote party sent. */
    default int bytes() {
        return 0;
    }

    /** An event from a foundation or from outside. */
    record Posted(Event event, int bytes) implements Message {

        public Posted(Event event) {
            this(event, EventSize.of(event));
        }

        @Override
        public String text() {
            return event.toString();
        }
    }

    /** A client's call of a manager's operation; {@code reply} is null for a void one. */
    record Request(String manager, Method method, Object[] arguments, LaneReply<?> reply) implements Message {
        @Override
        public String text() {
            String list = arguments == null ? "" : Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", "));
            return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(" + list + ")";
        }
    }

    /** A timer that ran out; void when its generation is no longer the timer's. */
    record Timer(String manager, String name, long generation) implements Message {
        @Override
        public String text() {
            return "timer " + name + " of " + ManagerName.simple(manager);
        }
    }

    /** Something of the kernel's that is done once all before it have been worked off; no news to anybody. */
    record Reached(Runnable then) implements Message {
        @Override
        public String text() {
            return "reached";
        }
    }

    /** The outcome of a stage a manager expects. */
    record Answer(String manager, PendingStep step, Object value, Throwable error) implements Message {
        @Override
        public String text() {
            return "outcome " + step + " of " + ManagerName.simple(manager) + ": " + (error == null ? value : error);
        }
    }
}
