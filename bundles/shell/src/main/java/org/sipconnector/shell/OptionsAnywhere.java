package org.sipconnector.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.parsing.CommandLineImpl;
import org.apache.karaf.shell.support.parsing.DefaultParser;

/**
 * Lets the options of our commands stand in any place: Karaf takes them before the arguments only, so they are moved there.
 * Used by the shell for whatever is typed, executed remotely or completed.
 */
@Service
public final class OptionsAnywhere implements Parser {

    /** Options without a value. */
    static final Set<String> FLAGS = Set.of("--help", "--json", "--audio", "--video", "--off", "--once", "--no-redial", "--accept-differences", "--preview", "--end-calls");

    private final DefaultParser parser = new DefaultParser();

    /** For the shell's completion: an option that is being typed counts as one. */
    @Override
    public CommandLine parse(Session session, String command, int cursor) {
        CommandLine typed = parser.parse(session, command, cursor);
        return reordered(typed, order(List.of(typed.getArguments()), typed.getCursorArgumentIndex()));
    }

    @Override
    public String preprocess(Session session, CommandLine line) {
        CommandLine typed = parser.parse(session, line.getBuffer(), line.getBuffer().length());
        return parser.preprocess(session, reordered(typed, order(List.of(typed.getArguments()), -1)));
    }

    private static CommandLine reordered(CommandLine typed, List<Integer> order) {
        String[] words = order.stream().map(index -> typed.getArguments()[index]).toArray(String[]::new);
        int atCursor = order.indexOf(typed.getCursorArgumentIndex());
        return new CommandLineImpl(words, atCursor < 0 ? typed.getCursorArgumentIndex() : atCursor,
                typed.getArgumentPosition(), typed.getBufferPosition(), typed.getBuffer());
    }

    /** The command, then its options with their values, then its arguments; an option that still lacks its value stays last. */
    private static List<Integer> order(List<String> words, int beingTyped) {
        List<Integer> options = new ArrayList<>();
        List<Integer> arguments = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            boolean option = words.get(i).startsWith("--");
            boolean takesNext = option && !FLAGS.contains(words.get(i)) && words.get(i).indexOf('=') < 0;
            if (takesNext && i + 1 == words.size() && i != beingTyped) {
                arguments.add(i);
            } else if (option) {
                options.add(i);
                if (takesNext && i + 1 < words.size()) {
                    options.add(++i);
                }
            } else {
                arguments.add(i);
            }
        }
        List<Integer> order = new ArrayList<>(words.isEmpty() ? List.of() : List.of(0));
        order.addAll(options);
        order.addAll(arguments);
        return order;
    }
}
