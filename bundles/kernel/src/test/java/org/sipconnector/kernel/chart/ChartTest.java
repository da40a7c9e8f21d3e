/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {

    enum Door { CLOSED, AJAR, OPEN, LOCKED }

    enum Push { OPEN, CLOSE }

    record Knock(boolean friend) {}

    record Context(int knocks, boolean storm) {}

    private static final Chart<Door, Context> DOOR = Chart.of("door", Door.CLOSED, new Context(0, false))
            .on(Knock.class).from(Door.CLOSED).when("friend", (c, knock) -> knock.friend())
            .doing((c, knock) -> new Context(c.knocks() + 1, c.storm())).to(Door.OPEN)
            .on(Knock.class).from(Door.CLOSED).doing((c, knock) -> new Context(c.knocks() + 1, c.storm())).stay()
            .on(Push.OPEN).from(Door.CLOSED).to(Door.AJAR)
            .always(Door.AJAR).when("calm", c -> !c.storm()).to(Door.OPEN)
            .on(Push.CLOSE).from(Door.OPEN, Door.AJAR).to(Door.CLOSED)
            .entering(Door.CLOSED, c -> new Context(c.knocks(), false))
            .build();

    @Test
    void aSignalMovesTheStateAndItsContext() {
        Position<Door, Context> after = DOOR.step(DOOR.start(), new Knock(true)).orElseThrow();

        assertThat(after).isEqualTo(new Position<>(Door.OPEN, new Context(1, false)));
    }

    @Test
    void theFirstGuardThatHoldsDecides() {
        assertThat(DOOR.step(DOOR.start(), new Knock(false)).orElseThrow().state()).isEqualTo(Door.CLOSED);
    }

    @Test
    void aSignalTheStateDoesNotKnowIsNotTaken() {
        assertThat(DOOR.step(DOOR.start(), Push.CLOSE)).isEmpty();
        assertThat(DOOR.canTransition(DOOR.start(), Push.CLOSE)).isFalse();
    }

    @Test
    void transientStatesAreLeftInTheSameStep() {
        assertThat(DOOR.step(DOOR.start(), Push.OPEN).orElseThrow().state()).isEqualTo(Door.OPEN);
        Position<Door, Context> stormy = new Position<>(Door.CLOSED, new Context(0, true));
        assertThat(DOOR.step(stormy, Push.OPEN).orElseThrow().state()).isEqualTo(Door.AJAR);
    }

    @Test
    void enteringAStateUpdatesTheContext() {
        Position<Door, Context> stormy = new Position<>(Door.AJAR, new Context(2, true));
        assertThat(DOOR.step(stormy, Push.CLOSE).orElseThrow().context()).isEqualTo(new Context(2, false));
    }

    @Test
    void validEventsAreThoseOfTheState() {
        assertThat(DOOR.validEvents(DOOR.start())).containsExactly("Knock", "OPEN");
    }

    @Test
    void theCheckFindsUnreachableStatesAndTransitionsThatAreNeverTaken() {
        assertThat(DOOR.problems()).containsExactly("state LOCKED cannot be reached");
        Chart<Push, Context> twofold = Chart.of("twofold", Push.OPEN, new Context(0, false))
                .on(Push.CLOSE).from(Push.OPEN).to(Push.CLOSE)
                .on(Push.CLOSE).from(Push.OPEN).when("never asked", c -> true).to(Push.OPEN)
                .build();
        assertThat(twofold.problems()).singleElement().asString().contains("never taken");
    }

    @Test
    void aChartDrawsItself() {
        assertThat(DOOR.mermaid()).startsWith("stateDiagram-v2\n    [*] --> closed\n")
                .contains("    closed --> open : Knock [friend]\n").contains("    ajar --> open : always [calm]\n");
    }

    @Test
    void anObserverSeesTheTransitionsTaken() {
        List<String> taken = new ArrayList<>();
        ChartObserver.observe((chart, transition) -> {
            if (chart == DOOR) {
                taken.add(transition.toString());
            }
        });
        try {
            DOOR.step(DOOR.start(), Push.OPEN);
        } finally {
            ChartObserver.observe(null);
        }
        assertThat(taken).containsExactly("CLOSED --OPEN--> AJAR", "AJAR --always [calm]--> OPEN");
    }
}
