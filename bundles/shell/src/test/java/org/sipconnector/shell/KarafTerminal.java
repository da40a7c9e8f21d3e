/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.karaf.shell.api.action.lifecycle.Manager;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.CommandsCompleter;
import org.apache.karaf.shell.impl.console.JLineTerminal;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.impl.console.parsing.KarafParser;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.terminal.impl.DumbTerminal;

/** Karaf's own shell, with our commands, in a terminal of 80 columns: what is typed is parsed, completed and executed as in Karaf. */
final class KarafTerminal implements AutoCloseable {

    static final int WIDTH = 80;
    private static final Pattern CLOCK = Pattern.compile("\\b(?:\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{3})?\\b");

    private final ThreadIOImpl threads = new ThreadIOImpl();
    private final SessionFactoryImpl factory;
    private final Manager manager;

    KarafTerminal(Object... services) {
        threads.start();
        factory = new SecuredSessions(threads);
        manager = new ManagerImpl(factory, factory);
        List.of(services).forEach(factory::register);
        Commands.ALL.forEach(manager::register);
    }

    /** What a command prints, with a line that begins with "Error:" when it fails; times of day are written as letters. */
    String type(String command) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        try (Session session = session(out)) {
            try {
                session.execute(command);
            } catch (Exception failed) {
                out.println("Error: " + inOneLine(failed.getMessage()));
            }
        }
        return CLOCK.matcher(printed.toString(UTF_8)).replaceAll("HH:MM:SS");
    }

    /** As {@link #type}, but as the interactive console does it: it asks no parser of a command. */
    String typeInteractively(String command) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        try (Session session = session(out)) {
            try {
                ((CommandSession) session.get(".commandSession")).execute(command);
            } catch (Exception failed) {
                out.println("Error: " + inOneLine(failed.getMessage()));
            }
        }
        return CLOCK.matcher(printed.toString(UTF_8)).replaceAll("HH:MM:SS");
    }

    /** Gives a command these words as they are, whatever a line could say; what it throws. */
    Optional<Exception> give(String scope, String name, List<String> words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        try (Session session = session(nowhere)) {
            factory.getRegistry().getCommand(scope, name).execute(session, new ArrayList<>(words));
            return Optional.empty();
        } catch (Exception thrown) {
            return Optional.of(thrown);
        }
    }

    /**
     * What an interactive session prints when these keys are pressed, drawn with the control sequences of a terminal.
     */
    String press(String keys) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        // read by the session, which takes them from Karaf
        System.setProperty("karaf.etc", "src/test/resources/etc");
        System.setProperty("karaf.history", "target/karaf.history");
        InputStream pressed = new ByteArrayInputStream(keys.getBytes(UTF_8));
        Terminal screen = new JLineTerminal(new DumbTerminal("screen", "ansi", pressed, out, UTF_8));
        Session session = factory.create(pressed, out, out, screen, UTF_8.name(), () -> {});
        session.put(Session.SCOPE, "shell:*");
        session.put(Session.SUBSHELL, "");
        session.run();
        return printed.toString(UTF_8);
    }

    /** What Karaf offers when the tabulator is pressed at the line's end. */
    List<String> complete(String line) {
        try (Session session = session(new PrintStream(new ByteArrayOutputStream(), true, UTF_8))) {
            ParsedLine typed = new KarafParser(session).parse(line, line.length(), ParseContext.COMPLETE);
            List<Candidate> candidates = new ArrayList<>();
            new CommandsCompleter(factory, session).complete(null, typed, candidates);
            return candidates.stream().map(Candidate::value).map(String::strip).filter(each -> each.startsWith(typed.word()))
                    .sorted().toList();
        }
    }

    private Session session(PrintStream out) {
        Session parent = (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Session.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getTerminal" -> terminal();
                    case "getFactory" -> factory;
                    case "getRegistry" -> factory;
                    default -> null;
                });
        Session session = factory.create(new ByteArrayInputStream(new byte[0]), out, out, parent);
        session.put(Session.SCOPE, "shell:*");
        session.put(Session.SUBSHELL, "");
        session.put("APPLICATION", "root");
        threads.setStreams(new ByteArrayInputStream(new byte[0]), out, out);
        return session;
    }

    /** Where an error is wrapped depends on the names of folders in it. */
    private static String inOneLine(String message) {
        return message.replace("\n  ", " ");
    }

    private static Terminal terminal() {
        return (Terminal) Proxy.newProxyInstance(Terminal.class.getClassLoader(), new Class<?>[] {Terminal.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getWidth" -> WIDTH;
                    case "getHeight" -> 24;
                    case "getType" -> "dumb";
                    case "isAnsiSupported", "isEchoEnabled" -> false;
                    default -> null;
                });
    }

    /** Gives commands what was typed as texts, as Karaf's secured sessions do. */
    private static final class SecuredSessions extends SessionFactoryImpl {

        SecuredSessions(ThreadIOImpl threads) {
            super(threads);
        }

        @Override
        protected Function wrap(Command command) {
            return (session, arguments) -> command.execute((Session) session.get(".session"),
                    arguments.stream().map(each -> each instanceof CharSequence ? each.toString() : each).toList());
        }
    }

    @Override
    public void close() {
        factory.stop();
        threads.stop();
    }
}
