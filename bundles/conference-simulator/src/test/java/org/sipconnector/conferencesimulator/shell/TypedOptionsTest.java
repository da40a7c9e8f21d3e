/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sipconnector.simulator.ConferenceSimulator;

/** Options of the simulator's commands stand in any place, as those of the others do. */
class TypedOptionsTest {

    private final List<String> asked = new ArrayList<>();
    private final ConferenceSimulator simulator = (ConferenceSimulator) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {ConferenceSimulator.class}, (self, method, arguments) -> {
                asked.add(method.getName() + " " + Arrays.toString(arguments));
                return method.getReturnType() == void.class ? null : CompletableFuture.completedFuture(null);
            });

    private String fail(String... words) {
        FailCommand command = new FailCommand();
        command.words = List.of(words);
        command.run(simulator);
        return asked.get(asked.size() - 1);
    }

    private String move(String... options) throws Exception {
        MoveCommand command = new MoveCommand();
        command.participant = "demo";
        command.room = "600";
        command.options = List.of(options);
        command.run(simulator);
        return asked.get(asked.size() - 1);
    }

    @Test
    void theNumberOfFaultsStandsBeforeBetweenAndAfterTheirWords() {
        String wanted = fail("refuse", "486", "--times", "3");

        assertThat(wanted).contains("486", "3");
        assertThat(fail("refuse", "--times=3", "486")).isEqualTo(wanted);
        assertThat(fail("--times", "3", "refuse", "486")).isEqualTo(wanted);
        assertThat(fail("refuse", "486")).isNotEqualTo(wanted);
    }

    @Test
    void aNumberThatCannotBeIsNamed() {
        for (String wrong : List.of("-1", "many", "", "1000001", "99999999999")) {
            assertThatThrownBy(() -> fail("no-answer", "--times=" + wrong)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--times").hasMessageContaining("0 to 1000000");
        }
        assertThatThrownBy(() -> fail("no-answer", "--times")).hasMessageContaining("--times");
        assertThat(asked).isEmpty();
    }

    @Test
    void aParticipantIsMovedWithItsTokenWhereverThatIsAskedFor() throws Exception {
        assertThat(move("--bearer")).startsWith("moveWithBearer");
        assertThat(move()).startsWith("move [");
        assertThatThrownBy(() -> move("--bear")).hasMessageContaining("there is no option --bear");
        assertThatThrownBy(() -> move("700")).hasMessageContaining("too many arguments: 700");
    }
}
