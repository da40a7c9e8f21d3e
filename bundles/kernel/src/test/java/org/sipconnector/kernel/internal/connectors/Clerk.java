/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.TimerFired;

/** A manager for tests with all that can be under way: a promise, a timer, a client's object, what it has heard. */
public interface Clerk {

    /** Answers with what the supplier says when the time is over. */
    CompletionStage<String> askLater(Supplier<String> client, Duration after);

    CompletionStage<String> id();

    /** Answers once another process would know of the number. */
    CompletionStage<Void> note(int number);

    Heard snapshot();

    record Heard(List<Integer> numbers) {}

    record Numbered(int number) implements Event {}

    record State(List<Integer> numbers, Optional<ReplyId<String>> reply, Optional<KeptId<Supplier<String>>> client) {}

    record Factory() implements ManagerFactory {

        @Override
        public Class<?> api() {
            return Clerk.class;
        }

        @Override
        public Object initialSnapshot() {
            return new Heard(List.of());
        }

        @Override
        public Manager create(Lane lane) {
            return new Code(lane, new State(List.of(), Optional.empty(), Optional.empty()));
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            return new Code(lane, previous.as(State.class));
        }
    }

    final class Code implements Clerk, Manager {

        private final Lane lane;
        private State state;

        Code(Lane lane, State state) {
            this.lane = lane;
            this.state = state;
            lane.on(Numbered.class, this::heard);
            lane.on(TimerFired.class, fired -> answer());
            lane.onOutcome(Noted.class, (noted, outcome) -> lane.reply(noted.reply()).complete(null));
        }

        private record Noted(ReplyId<Void> reply) implements Step<Void> {}

        @Override
        public CompletionStage<Void> note(int number) {
            Reply<Void> reply = lane.reply();
            lane.expect(lane.stored(), new Noted(reply.id()));
            add(number);
            return reply;
        }

        private void heard(Numbered event) {
            add(event.number());
        }

        private void add(int number) {
            List<Integer> numbers = new ArrayList<>(state.numbers());
            numbers.add(number);
            state = new State(numbers, state.reply(), state.client());
            lane.show(snapshot());
        }

        private void answer() {
            lane.reply(state.reply().orElseThrow()).complete(lane.kept(state.client().orElseThrow()).get());
        }

        @Override
        public CompletionStage<String> askLater(Supplier<String> client, Duration after) {
            Reply<String> reply = lane.reply();
            state = new State(state.numbers(), Optional.of(reply.id()), Optional.of(lane.keep(client)));
            lane.schedule("ask", after);
            return reply;
        }

        @Override
        public CompletionStage<String> id() {
            lane.<String>reply().complete(lane.newId("id"));
            return lane.reply();
        }

        @Override
        public Heard snapshot() {
            return new Heard(state.numbers());
        }

        @Override
        public Handover handOver() {
            return Handover.of(1, state);
        }
    }
}
