/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.chart.Position;

class ManagerContextTest {

    /** As a version wrote it that counted no operations. */
    private record Former(Position<Lamp.Light, Integer> position, int brightness) {}

    private static LaneHarness install(LaneHarness stage) {
        return stage.install(new Lamp.Factory());
    }

    /** What was shown and published, in order. */
    private static List<String> told(LaneHarness stage) {
        return stage.journal().stream().filter(entry -> entry.kind() != JournalEntry.Kind.REQUEST).map(JournalEntry::name).toList();
    }

    @Scenario
    void aSignalThatTheStateKnowsIsTakenAndShown(LaneHarness stage) {
        Lamp lamp = install(stage).manager(Lamp.class);

        assertThat(stage.result(lamp.take(Lamp.Signal.ON))).isTrue();

        assertThat(lamp.snapshot()).isEqualTo(new Lamp.Shown(Lamp.Light.LIT, 5));
    }

    @Scenario
    void aSignalThatTheStateDoesNotKnowChangesNothing(LaneHarness stage) {
        Lamp lamp = install(stage).manager(Lamp.class);

        assertThat(stage.result(lamp.take(Lamp.Signal.OFF))).isFalse();

        assertThat(lamp.snapshot()).isEqualTo(new Lamp.Shown(Lamp.Light.DARK, 5));
        assertThat(told(stage)).doesNotContain("snapshot:Lamp");
    }

    @Test
    void changesOfWhichOnlyTheLastShowsAreSeenAsOne() {
        LaneHarness stage = install(new LaneHarness());
        Lamp lamp = stage.manager(Lamp.class);

        stage.result(lamp.blink(7));

        assertThat(lamp.snapshot().brightness()).isEqualTo(7);
        assertThat(told(stage)).containsOnlyOnce("snapshot:Lamp");
    }

    @Test
    void whoHearsAnEventSeesTheStateThatGoesWithIt() {
        LaneHarness stage = install(new LaneHarness());

        stage.result(stage.manager(Lamp.class).dim(1));

        assertThat(told(stage)).containsSubsequence("snapshot:Lamp", new Lamp.Told(Lamp.Light.DARK).name());
    }

    @Test
    void anEventThatComesWithoutAChangeShowsNothing() {
        LaneHarness stage = install(new LaneHarness());
        Lamp lamp = stage.manager(Lamp.class);
        stage.result(lamp.dim(1));

        stage.result(lamp.dim(1));

        assertThat(told(stage)).containsOnlyOnce("snapshot:Lamp");
        assertThat(stage.events(Lamp.Told.class)).hasSize(2);
    }

    @Test
    void aSuccessorReadsTheStateOfAFormerVersion() {
        LaneHarness stage = install(new LaneHarness());
        Lamp lamp = stage.manager(Lamp.class);
        stage.result(lamp.take(Lamp.Signal.ON));
        stage.result(lamp.dim(3));

        stage.adoptFromFormer(Lamp.class, Former.class);

        assertThat(stage.state(Lamp.class).as(Lamp.State.class)).as("with the count that the former put back, which it did not know")
                .isEqualTo(new Lamp.State(new Position<>(Lamp.Light.LIT, 0), 3, 1));
        stage.result(lamp.take(Lamp.Signal.OFF));
        assertThat(lamp.snapshot()).isEqualTo(new Lamp.Shown(Lamp.Light.DARK, 3));
    }

    @Test
    void theDeclarationNamesTheApiTheFirstSnapshotAndTheVersionOfStates() {
        Lamp.Factory factory = new Lamp.Factory();
        LaneHarness stage = new LaneHarness().install(factory);

        assertThat(factory.api()).isEqualTo(Lamp.class);
        assertThat(stage.manager(Lamp.class).snapshot()).isEqualTo(factory.initialSnapshot());
        assertThat(stage.manager(Lamp.class).snapshot()).isEqualTo(new Lamp.Shown(Lamp.Light.DARK, 5));
    }

    @Test
    void aHandOverIsOfTheVersionDeclared() {
        List<Manager> made = new ArrayList<>();
        new LaneHarness().install(new Watched(new Lamp.Factory(), (api, manager) -> made.add(manager)));

        assertThat(made).extracting(manager -> manager.handOver().version()).containsExactly(2);
    }
}
