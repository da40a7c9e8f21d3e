package org.sipconnector.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.journal.Journals;

/** The last messages of a connector's lane, for support. */
@Service
@Command(scope = "sip", name = "journal", description = "Shows or exports the last messages of a connector and what they led to")
public final class JournalCommand extends ConnectorCommand {

    @Reference
    Journals journals;

    @Option(name = "--count", description = "How many entries to show")
    int count = 40;

    @Option(name = "--export", description = "File to write the journal to as JSON, to be replayed by a test")
    String file;

    @Override
    void run(Connector connector, PrintStream out) throws IOException {
        if (file == null) {
            journals.tail(connector.id(), count).forEach(out::println);
            return;
        }
        Path path = Path.of(file).toAbsolutePath();
        try (OutputStream to = Files.newOutputStream(path)) {
            journals.export(connector.id(), to);
        }
        out.println("written to " + path);
    }
}
