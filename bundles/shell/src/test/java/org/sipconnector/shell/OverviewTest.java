/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.session.CallPhase;
import org.sipconnector.api.session.SessionCall;

/** What a call is at, as a person would say it. */
class OverviewTest {

    private static String told(CallPhase phase, boolean answering, String number, String room) {
        return Overview.call(new SessionCall(phase, Optional.ofNullable(number), answering, Optional.ofNullable(room), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void aCallThatWaitsForItsRoomSaysSo() {
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, false, "600", "600")).isEqualTo("waiting to be let into room 600");
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, false, "600", null)).isEqualTo("waiting to be let into room 600");
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, false, "600", "Weekly")).isEqualTo("waiting to be let into room Weekly, call to 600");
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, true, "600", "600")).isEqualTo("waiting to be let into room 600, call from 600");
        assertThat(told(CallPhase.ROOM_PENDING_AUTH, false, null, null)).isEqualTo("waiting to be let in");
        assertThat(told(CallPhase.PURGATORY, false, "600", "purgatory")).isEqualTo("in the waiting room, call to 600");
    }

    @ParameterizedTest
    @EnumSource(CallPhase.class)
    void noPhaseIsToldInTheWordsOfPrograms(CallPhase phase) {
        assertThat(told(phase, false, "600", "600")).doesNotContain("auth", "purgatory", "p2p", ":").contains("600");
    }
}
