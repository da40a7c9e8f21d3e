/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Embedded;
import org.sipconnector.kernel.internal.state.StateTypes;

class HandoverTest {

    enum Phase { IDLE, BUSY }

    record Caller(String name, Optional<String> number) {}

    record Old(Phase phase, Caller caller, List<String> waiting) {}

    record CallerWithLanguage(String name, Optional<String> number, String language) {}

    record New(Phase phase, CallerWithLanguage caller, List<String> waiting, Duration limit, Instant since,
            Map<String, Integer> counts, int attempts) {}

    private static final New STATE = new New(Phase.BUSY, new CallerWithLanguage("Ann", Optional.of("7"), "fi"),
            List.of("a", "b"), Duration.ofMillis(1_500), Instant.parse("2026-01-02T03:04:05.000000006Z"), Map.of("x", 1), 3);

    @Test
    void stateCrossesAsBytes() {
        assertThat(Handover.fromBytes(Handover.of(2, STATE).toBytes()).as(New.class)).isEqualTo(STATE);
        assertThat(Handover.fromBytes(Handover.of(2, STATE).toBytes()).version()).isEqualTo(2);
    }

    @Test
    void newerCodeReadsOlderStateWithDefaults() {
        Old old = new Old(Phase.IDLE, new Caller("Bob", Optional.empty()), List.of());

        New read = Handover.fromBytes(Handover.of(1, old).toBytes()).as(New.class);

        assertThat(read.phase()).isEqualTo(Phase.IDLE);
        assertThat(read.caller()).isEqualTo(new CallerWithLanguage("Bob", Optional.empty(), null));
        assertThat(read.attempts()).isZero();
        assertThat(read.limit()).isNull();
    }

    @Test
    void whatOlderCodeDoesNotKnowSurvivesItsRoundTrip() {
        Handover adopted = Handover.fromBytes(Handover.of(2, STATE).toBytes());
        Old known = adopted.as(Old.class);
        Old moved = new Old(Phase.IDLE, new Caller("Cid", known.caller().number()), List.of("c"));

        Handover back = Handover.fromBytes(Handover.of(1, moved).withUnknownOf(adopted).toBytes());

        assertThat(back.as(New.class)).isEqualTo(new New(Phase.IDLE, new CallerWithLanguage("Cid", Optional.of("7"), "fi"),
                List.of("c"), STATE.limit(), STATE.since(), STATE.counts(), STATE.attempts()));
        assertThat(back.version()).isEqualTo(2);
    }

    record Grouped(Phase phase, @Embedded Line line, List<String> waiting) {}

    record Line(@Embedded Caller caller, Optional<ReplyId<Void>> reply) {}

    record SideBySide(Phase phase, String name, Optional<String> number, List<String> waiting, Optional<ReplyId<Void>> reply) {}

    private static final Grouped GROUPED = new Grouped(Phase.BUSY, new Line(new Caller("Ann", Optional.of("7")),
            Optional.of(new ReplyId<>("reply"))), List.of("a"));
    private static final SideBySide SIDE_BY_SIDE =
            new SideBySide(Phase.BUSY, "Ann", Optional.of("7"), List.of("a"), Optional.of(new ReplyId<>("reply")));

    @Test
    void codeThatGroupsComponentsAndCodeThatDoesNotReadEachOther() {
        assertThat(Handover.fromBytes(Handover.of(1, SIDE_BY_SIDE).toBytes()).as(Grouped.class)).isEqualTo(GROUPED);
        assertThat(Handover.fromBytes(Handover.of(1, GROUPED).toBytes()).as(SideBySide.class)).isEqualTo(SIDE_BY_SIDE);
    }

    @Test
    void whatIsGroupedIsKnownAndNotPutBackAsItWas() {
        Handover adopted = Handover.of(1, SIDE_BY_SIDE);
        Grouped read = adopted.as(Grouped.class);
        Grouped moved = new Grouped(read.phase(), new Line(new Caller("Bob", Optional.empty()), Optional.empty()), read.waiting());

        assertThat(Handover.of(1, moved).withUnknownOf(adopted)).isEqualTo(Handover.of(1, moved));
    }

    @Test
    void promisesOfWhatIsGroupedAreTheRecords() {
        assertThat(StateTypes.of(Grouped.class).promises()).containsExactly("reply");
    }

    @Test
    void twoComponentsOfOneNameCannotStandSideBySide() {
        record Twice(String name, @Embedded Caller caller) {}

        assertThatThrownBy(() -> Handover.of(1, new Twice("Ann", new Caller("Bob", Optional.empty()))).toBytes())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("name");
    }

    @Test
    void bytesThatAreNoHandoverAreRefused() {
        assertThatThrownBy(() -> Handover.fromBytes(new byte[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoOfOneRecordAreEqualAndAreNotWrittenForIt() {
        record Unwritable(Thread thread) {}
        Unwritable state = new Unwritable(null);

        assertThat(Handover.of(1, state)).isEqualTo(Handover.of(1, state)).isNotEqualTo(Handover.of(2, state));
    }

    @Test
    void twoOfEqualRecordsAreEqual() {
        Old state = new Old(Phase.IDLE, new Caller("Bob", Optional.empty()), List.of());
        Old same = new Old(Phase.IDLE, new Caller("Bob", Optional.empty()), List.of());
        Old other = new Old(Phase.BUSY, new Caller("Bob", Optional.empty()), List.of());

        assertThat(Handover.of(1, state)).isEqualTo(Handover.of(1, same)).isNotEqualTo(Handover.of(1, other))
                .hasSameHashCodeAs(Handover.of(1, same));
    }

    @Test
    void itsTextShowsNoState() {
        assertThat(Handover.of(1, STATE).toString()).doesNotContain("Ann");
    }
}
