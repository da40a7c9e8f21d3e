/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** Karaf's console as an administrator has it. */
final class Console {

    private final SessionFactory sessions;

    /** The line of a command, the last argument being typed. */
    private record Typed(List<String> words) implements CommandLine {

        @Override
        public int getCursorArgumentIndex() {
            return words.size() - 1;
        }

        @Override
        public String getCursorArgument() {
            return words.get(words.size() - 1);
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public String[] getArguments() {
            return words.toArray(String[]::new);
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", words);
        }
    }

    /**
     * What came of a command.
     *
     * @param failed whether a script would see it fail
     * @param text   what was printed, blanks and breaks as one blank
     */
    record Said(boolean failed, String text) {}

    private interface Use<T> {
        T of(Session session) throws Exception;
    }

    Console(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Runs a command and gives what it prints; fails as it does. */
    String run(String line) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            use(printed, session -> session.execute(line));
        } finally {
            System.out.println(line + "\n" + printed.toString(StandardCharsets.UTF_8));
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Runs a command that may fail. */
    Said type(String line) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean failed = false;
        String error = "";
        try {
            use(printed, session -> session.execute(line));
        } catch (PrivilegedActionException e) {
            failed = true;
            error = ' ' + e.getCause().getMessage();
        } catch (RuntimeException noSuchCommand) {
            failed = true;
            error = ' ' + noSuchCommand.getMessage();
        }
        return new Said(failed, (printed.toString(StandardCharsets.UTF_8) + error).replaceAll("\\s+", " "));
    }

    /** What the console proposes for the argument after these words, the first being a command. */
    List<String> complete(String... words) throws Exception {
        return use(new ByteArrayOutputStream(), session -> {
            Command command = session.getRegistry().getCommands().stream()
                    .filter(each -> words[0].equals(each.getScope() + ':' + each.getName())).findFirst().orElseThrow();
            List<String> line = new ArrayList<>(List.of(words));
            line.add("");
            List<String> proposed = new ArrayList<>();
            command.getCompleter(true).complete(session, new Typed(line), proposed);
            return proposed.stream().map(String::strip).toList();
        });
    }

    private <T> T use(ByteArrayOutputStream printed, Use<T> use) throws Exception {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
        Subject administrator = new Subject();
        administrator.getPrincipals().addAll(List.of(new UserPrincipal("karaf"), new RolePrincipal("admin"), new RolePrincipal("manager"),
                new RolePrincipal("viewer")));
        try {
            return Subject.doAs(administrator, (PrivilegedExceptionAction<T>) () -> use.of(session));
        } finally {
            session.close();
        }
    }
}
