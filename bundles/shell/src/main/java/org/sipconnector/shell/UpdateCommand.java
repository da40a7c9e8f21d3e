package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.update.Updater;

/** Replaces a manager's code while calls are up. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "sip", name = "update", description = "Replaces a manager's code while calls are up, after a rehearsal")
public final class UpdateCommand extends SipCommand {

    @Reference
    Updater updater;

    @Argument(index = 0, name = "manager", description = "The manager, such as call or CallManager, or kernel", required = true)
    @Completion(ManagerNameCompleter.class)
    String manager;

    @Argument(index = 1, name = "url", description = "Where the newer bundle is: file:, mvn: or https:", required = true)
    String url;

    @Option(name = "--sha256", description = "The SHA-256 checksum that the bundle must have, in hexadecimal")
    String sha256;

    @Option(name = "--accept-differences", description = "Take over although the rehearsal shows differences: they are wanted")
    boolean acceptDifferences;

    @Override
    void run(PrintStream out) {
        Reports.print(updater.update(manager, url, acceptDifferences, Optional.ofNullable(sha256)), this, out);
    }
}
