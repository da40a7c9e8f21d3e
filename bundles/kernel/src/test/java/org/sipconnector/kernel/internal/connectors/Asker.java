/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;

/** A manager for tests that asks somebody else and answers with what that one says. */
public interface Asker {

    CompletionStage<String> ask(CompletionStage<String> other, String question);

    String snapshot();

    record State(boolean any) {}

    /** Versions differ in their step and in what they make of its outcome. */
    record Factory(Function<Question, Step<String>> step, Consumer<Lane> handlers) implements ManagerFactory {

        @Override
        public Class<?> api() {
            return Asker.class;
        }

        @Override
        public Object initialSnapshot() {
            return "";
        }

        @Override
        public Manager create(Lane lane) {
            return new Code(lane, this);
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            return new Code(lane, this);
        }
    }

    record Question(ReplyId<String> reply, String text) {}

    final class Code implements Asker, Manager {

        private final Lane lane;
        private final Factory version;

        Code(Lane lane, Factory version) {
            this.lane = lane;
            this.version = version;
            version.handlers().accept(lane);
        }

        @Override
        public CompletionStage<String> ask(CompletionStage<String> other, String question) {
            lane.expect(other, version.step().apply(new Question(lane.<String>reply().id(), question)));
            return lane.reply();
        }

        @Override
        public String snapshot() {
            return "";
        }

        @Override
        public Handover handOver() {
            return Handover.of(1, new State(true));
        }
    }
}
