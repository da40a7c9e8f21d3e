/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.karaf.shell.support.CommandException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.api.serverapi.License;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.ServerCommand;

class WordsTest {

    private static ServerCommand say(String words) {
        return Sayings.parse(List.of(words.split(" ")));
    }

    private static Fault fail(String words) {
        return Faulty.parse(List.of(words.split(" ")));
    }

    @Test
    void sayingsAreUnderstood() {
        assertThat(say("license audio")).isEqualTo(new ServerCommand.UseLicense(License.AUDIO));
        assertThat(say("spectator 17 2"))
                .isEqualTo(new ServerCommand.ToSpectators(Optional.of("17"), OptionalInt.of(2)));
        assertThat(say("spectator")).isEqualTo(new ServerCommand.ToSpectators(Optional.empty(), OptionalInt.empty()));
        assertThat(say("camera on forced")).isEqualTo(new ServerCommand.Camera(MainCamCommand.ADMINSTARTMAINCAM,
                Optional.of(true), Optional.empty()));
        assertThat(say("camera pause")).isEqualTo(new ServerCommand.Camera(MainCamCommand.PAUSEMAINCAM, Optional.empty(),
                Optional.empty()));
        assertThat(say("camera pause forced")).isEqualTo(new ServerCommand.Camera(MainCamCommand.PAUSEMAINCAM,
                Optional.of(true), Optional.empty()));
        assertThat(say("camera resume forced")).isEqualTo(new ServerCommand.Camera(MainCamCommand.RESUMEMAINCAM,
                Optional.of(true), Optional.empty()));
        assertThat(say("camera 320x180 forced")).isEqualTo(new ServerCommand.Camera(MainCamCommand.MAXMAINCAMRESOLUTION,
                Optional.of(true), Optional.of("320x180")));
        assertThat(say("camera 640x480")).isEqualTo(new ServerCommand.Camera(MainCamCommand.MAXMAINCAMRESOLUTION,
                Optional.empty(), Optional.of("640x480")));
        assertThat(say("mic off")).isEqualTo(new ServerCommand.Microphone(false, false));
        assertThat(say("content vp9")).isEqualTo(new ServerCommand.ContentAvailable(Optional.of(ContentCodec.VP9)));
        assertThat(say("tone #")).isEqualTo(new ServerCommand.Tone('#', Duration.ofMillis(120)));
    }

    @Test
    void faultsAreUnderstood() {
        assertThat(fail("refuse 486")).isEqualTo(new Fault.RefuseInvite(486));
        assertThat(fail("late 5")).isEqualTo(new Fault.LateAnswer(Duration.ofSeconds(5)));
        assertThat(fail("info sharedesktop 603 Decline"))
                .isEqualTo(new Fault.AnswerInfo("sharedesktop", 603, "Decline"));
        assertThat(fail("no-token")).isEqualTo(new Fault.NoToken());
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> say("hello")).hasMessageContaining("hello").hasMessageContaining("must-stop");
        assertThatThrownBy(() -> say("license gold")).hasMessageContaining("gold").hasMessageContaining("AUDIO");
        assertThatThrownBy(() -> say("camera left")).hasMessageContaining("left");
        assertThatThrownBy(() -> fail("refuse 99")).hasMessageContaining("99");
        assertThatThrownBy(() -> fail("late")).hasMessageContaining("missing");
    }

    @Test
    void aMistakeFailsTheCommand() {
        SimulatorCommand command = new SimulatorCommand() {
            @Override
            String run(ConferenceSimulator at) {
                throw new IllegalArgumentException("there is no participant 7");
            }
        };

        assertThatThrownBy(command::execute).isExactlyInstanceOf(CommandException.class).hasMessage("there is no participant 7");
    }

    @Test
    void whateverIsTypedIsUnderstoodOrRefusedInWords() {
        List<String> hostile = List.of("", " ", "\u0000", "\u001b[31m", "-1", "99999999999999999999", "x".repeat(100_000), "\ud800", "[", "{",
                "--unknown");
        for (String word : List.of("license", "spectator", "camera", "mic", "content", "channels", "notify", "tone", "refuse", "late",
                "refuse-reinvite", "info", "ignore-info", "http", "late-token", "", "\u0000")) {
            for (String next : hostile) {
                assertWords(() -> Sayings.parse(List.of(word, next)));
                assertWords(() -> Sayings.parse(List.of(word, "7", next)));
                assertWords(() -> Faulty.parse(List.of(word, next)));
                assertWords(() -> Faulty.parse(List.of(word, "7", next)));
            }
        }
    }

    private static void assertWords(ThrowingCallable typed) {
        Throwable thrown = catchThrowable(typed);
        assertThat(thrown == null || thrown instanceof IllegalArgumentException).as(String.valueOf(thrown)).isTrue();
    }

    @Test
    void aRefusalSteersNoTerminal() {
        SimulatorCommand command = new SimulatorCommand() {
            @Override
            String run(ConferenceSimulator at) {
                throw new IllegalArgumentException("there is no participant \u001b[2J");
            }
        };

        assertThatThrownBy(command::execute).isExactlyInstanceOf(CommandException.class)
                .hasMessage("there is no participant \\u001b[2J");
    }
}
