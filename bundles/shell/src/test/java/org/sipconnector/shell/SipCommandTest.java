package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

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
}
