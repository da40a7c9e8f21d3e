/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Repeats a scenario once per message with the managers replaced after it. */
final class ReplaceAtEveryStep implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Runs runs = new Runs();
        // the number of messages is known when the first run is over: the stream is read run by run
        return Stream.iterate(0, step -> step <= runs.messages, step -> step + 1).map(step -> new Run(runs, step));
    }

    /** What the plain run showed. */
    private static final class Runs {
        private int messages;
        private List<String> seen = List.of();
    }

    private record Run(Runs runs, int step) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocation) {
            return step == 0 ? "as written" : "replaced after message " + step;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new OnStage(runs, step));
        }
    }

    private static final class OnStage implements ParameterResolver, AfterTestExecutionCallback {

        private final Runs runs;
        private final int step;
        private final LaneHarness stage;

        OnStage(Runs runs, int step) {
            this.runs = runs;
            this.step = step;
            this.stage = new LaneHarness(step);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == LaneHarness.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return stage;
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            if (context.getExecutionException().isPresent()) {
                return;
            }
            if (step == 0) {
                runs.messages = stage.messages();
                runs.seen = stage.seen();
                assertThat(replayDifferences(stage)).as("differences when the journal is replayed").isEmpty();
            } else {
                assertThat(stage.seen()).as("visible outcome with the managers replaced after message " + step)
                        .isEqualTo(runs.seen);
            }
        }
    }

    /** What managers do otherwise when they live through the lane's journal again: a sign that one uses time or chance of its own. */
    static List<String> replayDifferences(LaneHarness stage) {
        return stage.factories().values().stream().flatMap(factory -> stage.replayDifference(new NextVersion(factory))
                .map(difference -> factory.api().getSimpleName() + ": " + difference).stream()).toList();
    }
}
