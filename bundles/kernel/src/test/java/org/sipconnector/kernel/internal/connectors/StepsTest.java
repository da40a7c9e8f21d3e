/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Secret;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.sipconnector.kernel.internal.lane.Handlers;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;

/** What follows a stage crosses from one version of a manager to the next. */
@Timeout(60)
class StepsTest {

    /** The version in use. */
    interface Former {
        record Asked(ReplyId<String> reply, String text) implements Step<String> {}

        Asker.Factory CODE = new Asker.Factory(question -> new Asked(question.reply(), question.text()),
                lane -> lane.onOutcome(Asked.class,
                        (step, outcome) -> lane.reply(step.reply()).complete("former " + step.text() + " " + outcome.value())));
    }

    /** Knows more of a step of the same name. */
    interface Richer {
        record Asked(ReplyId<String> reply, Optional<String> asker, String text) implements Step<String> {}

        Asker.Factory CODE = new Asker.Factory(question -> new Asked(question.reply(), Optional.of("me"), question.text()),
                lane -> lane.onOutcome(Asked.class, (step, outcome) -> lane.reply(step.reply())
                        .complete(step.asker().orElse("nobody") + " " + step.text() + " " + outcome.value())));
    }

    /** Calls the step otherwise, and still knows the former name. */
    interface Renamed {
        record Asked(ReplyId<String> reply, String text) implements Step<String> {}

        record QuestionPut(ReplyId<String> to, String text) implements Step<String> {}

        static void answered(Lane lane, QuestionPut step, Outcome<String> outcome) {
            lane.reply(step.to()).complete("renamed " + step.text() + " " + outcome.value());
        }

        Asker.Factory CODE = new Asker.Factory(question -> new QuestionPut(question.reply(), question.text()), lane -> {
            lane.onOutcome(QuestionPut.class, (step, outcome) -> answered(lane, step, outcome));
            lane.onOutcome(Asked.class, (step, outcome) -> answered(lane, new QuestionPut(step.reply(), step.text()), outcome));
        });
    }

    private final ExecutorService lanes = Executors.newFixedThreadPool(2);
    private final ExecutorService clients = Executors.newFixedThreadPool(2);
    private final RealTime time = new RealTime();
    private final AtomicLong ids = new AtomicLong();
    private final Kernel kernel = new Kernel(new LaneRuntime(lanes, clients, time, Ids::value, ids::incrementAndGet,
            Duration.ofSeconds(20), 1_000), (connector, event) -> {}, ConnectorServices.NONE, Duration.ZERO, (code, why) -> {});
    private final CountDownLatch expected = new CountDownLatch(1);
    private final CompletableFuture<String> other = new CompletableFuture<>() {
        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            CompletableFuture<String> following = super.whenComplete(action);
            expected.countDown();
            return following;
        }
    };

    @AfterEach
    void stop() {
        kernel.stop(Duration.ofSeconds(5));
        lanes.shutdownNow();
        clients.shutdownNow();
        time.close();
    }

    private CompletionStage<String> ask(Asker.Factory code) {
        add(code, "1.0.0");
        CompletionStage<String> answer = kernel.open(ConnectorConfiguration.builder("a").server("host").build())
                .manager(Asker.class).ask(other, "why?");
        Waiting.until(expected);
        return answer;
    }

    private void add(Asker.Factory code, String version) {
        kernel.codeAdded(new ManagerCode(code, Version.parseVersion(version), 0, 0, 0, false, false));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void theOutcomeComesWithItsStep() {
        CompletionStage<String> answer = ask(Former.CODE);
        other.complete("because");

        assertThat(get(answer)).isEqualTo("former why? because");
    }

    @Test
    void aNewerVersionGoesOnWithTheFormerOnesStep() {
        CompletionStage<String> answer = ask(Former.CODE);
        add(Richer.CODE, "1.1.0");
        other.complete("because");

        assertThat(get(answer)).isEqualTo("nobody why? because");
    }

    @Test
    void anOlderVersionGoesOnWithTheNewerOnesStep() {
        CompletionStage<String> answer = ask(Richer.CODE);
        add(Former.CODE, "1.1.0");
        other.complete("because");

        assertThat(get(answer)).isEqualTo("former why? because");
    }

    @Test
    void aVersionThatRenamedAStepGoesOnWithIt() {
        CompletionStage<String> answer = ask(Former.CODE);
        add(Renamed.CODE, "1.1.0");
        other.complete("because");

        assertThat(get(answer)).isEqualTo("renamed why? because");
    }

    @Test
    void whatAStepPromisedFailsWhenNobodyKnowsTheStepAnyMore() {
        CompletionStage<String> answer = ask(Renamed.CODE);
        add(new Asker.Factory(question -> new Former.Asked(question.reply(), ""), lane -> {}), "1.1.0");
        other.complete("because");

        assertThatThrownBy(() -> get(answer)).hasMessageContaining("QuestionPut");
    }

    @Test
    void aFailureComesWithItsStepToo() {
        CompletionStage<String> answer = ask(new Asker.Factory(question -> new Former.Asked(question.reply(), ""),
                lane -> lane.onOutcome(Former.Asked.class, (step, outcome) -> lane.reply(step.reply()).settle(outcome))));
        other.completeExceptionally(new IllegalArgumentException("no"));

        assertThatThrownBy(() -> get(answer)).hasRootCauseInstanceOf(IllegalArgumentException.class).hasRootCauseMessage("no");
    }

    @Test
    void whatAStepPromisedFailsWhenItThrows() {
        CompletionStage<String> answer = ask(new Asker.Factory(question -> new Former.Asked(question.reply(), ""),
                lane -> lane.onOutcome(Former.Asked.class, (step, outcome) -> {
                    throw new IllegalStateException("the step went wrong");
                })));
        other.complete("because");

        assertThatThrownBy(() -> get(answer)).hasRootCauseMessage("the step went wrong");
    }

    @Test
    void anOperationWithoutAnArgumentIsRefusedByTheNameOfItsParameter() {
        add(Former.CODE, "1.0.0");
        OpenConnector connector = (OpenConnector) kernel.open(ConnectorConfiguration.builder("a").server("host").build());
        Asker asker = connector.manager(Asker.class);

        assertThatThrownBy(() -> get(asker.ask(null, "why?"))).hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("Asker.ask: 'other' (CompletionStage) must not be null");
        assertThatThrownBy(() -> get(asker.ask(other, null))).hasRootCauseMessage("Asker.ask: 'question' (String) must not be null");
        assertThatThrownBy(() -> connector.manager(null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(connector.lane().journal().tail(10)).as("what reached the lane").isEmpty();
        assertThat(asker.equals(null)).as("whether a proxy equals nothing").isFalse();
    }

    @Test
    void nothingIsNotKept() {
        CompletionStage<String> answer = ask(new Asker.Factory(question -> new Former.Asked(question.reply(), ""),
                lane -> lane.onOutcome(Former.Asked.class, (step, outcome) -> lane.keep(outcome.value()))));
        other.complete(null);

        assertThatThrownBy(() -> get(answer)).hasRootCauseInstanceOf(IllegalArgumentException.class).hasMessageContaining("kept");
    }

    record WithSecret(Secret secret) implements Step<String> {}

    record Everything(ReplyId<String> reply, KeptId<Runnable> kept, Optional<ReplyId<Void>> second, List<String> more,
            Duration after) implements Step<Void> {}

    @Test
    void aStepIsDataWithoutSecrets() {
        assertThatThrownBy(() -> PendingStep.of(new WithSecret(Secret.of("x"))).as(WithSecret.class)).isInstanceOf(IllegalArgumentException.class);
        Everything step =
                new Everything(new ReplyId<>("r1"), new KeptId<>("k1"), Optional.of(new ReplyId<>("r2")), List.of("a b", "c"), Duration.ofMillis(5));
        PendingStep pending = PendingStep.fromText(PendingStep.of(step).toText());

        assertThat(pending.as(Everything.class)).isEqualTo(step);
        assertThat(pending.replies()).containsExactly("r1", "r2");
    }

    @Test
    void twoHandlersOfOneNameAreRefused() {
        Handlers handlers = new Handlers();
        handlers.add(Former.Asked.class, (step, outcome) -> {});

        assertThatThrownBy(() -> handlers.add(Richer.Asked.class, (step, outcome) -> {})).hasMessageContaining("Asked");
    }
}
