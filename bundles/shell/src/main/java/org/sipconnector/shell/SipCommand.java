/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.spi.explanation.ErrorText;

/** What all commands have: a terminal to print to, and its width. */
abstract class SipCommand implements Action {

    private static final int STANDARD_WIDTH = 80;
    private static final int NARROWEST = 40;
    private static final int KARAFS_WORDS = "Error executing command: ".length();

    @Reference(optional = true)
    Session session;

    @Override
    public final Object execute() throws Exception {
        try {
            TrailingOptions.apply(this);
            run(System.out);
            return null;
        } catch (CommandFailedException | SipConnectorException e) {
            // the one exception that Karaf takes for the answer to a command, and does not write to the log as an error
            throw new CommandException(onTerminal(e.getMessage()));
        } catch (IOException e) {
            throw new CommandException(onTerminal("a file could not be read or written: " + ErrorText.of(e)));
        }
    }

    /** Karaf prints it behind words of its own, and a terminal would break it anywhere. */
    private String onTerminal(String message) {
        if (session == null || session.getTerminal() == null) {
            return message;
        }
        String all = String.join("\n  ", Listing.wrap("x".repeat(KARAFS_WORDS) + message, width() - 2));
        return all.substring(KARAFS_WORDS);
    }

    /** Does the work on the shell's own thread; throws a {@link CommandFailedException} when it cannot. */
    abstract void run(PrintStream out) throws Exception;

    /**
     * A service of the kernel's. Never a mandatory reference: Karaf takes all of a bundle's commands away, those that say why too,
     * while one of them lacks something.
     *
     * @throws CommandFailedException when it is null
     */
    static <T> T fromKernel(T service) {
        if (service == null) {
            throw new CommandFailedException(Installation.kernelless().orElse("the kernel is not at work, and without it no connector:"
                    + " start the bundle org.sipconnector.kernel, or see why it does not start"));
        }
        return service;
    }

    final int width() {
        int width = session == null || session.getTerminal() == null ? 0 : session.getTerminal().getWidth();
        return width <= 0 ? STANDARD_WIDTH : Math.max(NARROWEST, width);
    }

    /** Prints a sentence, wrapped to the terminal. */
    final void say(PrintStream out, String sentence) {
        Listing.sentence(out, width(), sentence);
    }
}
