/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.lang.reflect.Proxy;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.SipConnectorException;

class SipCommandTest {

    @Test
    void aCommandThatSaysNoFailsWithTheExceptionThatKarafWritesToNoLog() {
        SipCommand command = new SipCommand() {
            @Override
            void run(PrintStream out) {
                throw new CommandFailedException("2 problems");
            }
        };

        assertThatThrownBy(command::execute).isExactlyInstanceOf(CommandException.class).hasMessage("2 problems");
    }

    @Test
    void whatASideThatIsAbsentSaysIsTheAnswerAndNoFailureOfTheCommand() {
        SipCommand command = new SipCommand() {
            @Override
            void run(PrintStream out) {
                throw new SipConnectorException("MediaEngine is absent");
            }
        };

        assertThatThrownBy(command::execute).isExactlyInstanceOf(CommandException.class).hasMessage("MediaEngine is absent");
    }

    @Test
    void anErrorIsWrappedBetweenWordsWhereThereIsATerminal() {
        String sentence = "there is a long sentence that does not fit into a line of eighty columns behind the words of Karaf";
        SipCommand command = new SipCommand() {
            @Override
            void run(PrintStream out) {
                throw new CommandFailedException(sentence);
            }
        };
        Terminal terminal = (Terminal) Proxy.newProxyInstance(Terminal.class.getClassLoader(), new Class<?>[] {Terminal.class},
                (proxy, method, arguments) -> method.getName().equals("getWidth") ? 80 : null);
        command.session = (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Session.class},
                (proxy, method, arguments) -> method.getName().equals("getTerminal") ? terminal : null);

        assertThatThrownBy(command::execute).satisfies(error -> {
            assertThat(("Error executing command: " + error.getMessage()).lines()).hasSizeGreaterThan(1)
                    .allMatch(line -> line.length() <= 80);
            assertThat(error.getMessage().replace("\n  ", " ")).isEqualTo(sentence);
        });
    }
}
