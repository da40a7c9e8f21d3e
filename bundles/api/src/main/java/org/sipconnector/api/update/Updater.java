package org.sipconnector.api.update;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Replaces managers' code with a rehearsal first. An OSGi service. Methods block their caller, not connectors, up to half
 * a minute; one update runs at a time.
 */
@ProviderType
public interface Updater {

    /**
     * Fetches a newer version of a manager's bundle and starts it beside the one at work. There it takes up copies of all
     * live states and lives through the lanes' journals in the dark. Only when nothing throws and nothing differs does it
     * take over; else it is removed again and nothing has changed. The former version stays for a trial: until it is over, a
     * message the new one throws on goes to the former, which is then put back.
     *
     * <p>The {@code kernel} is replaced the same way but without a rehearsal: it must resolve, and get all managers to work
     * within some seconds, else the former is put back.
     *
     * @param manager           the manager's API or bundle folder: {@code CallManager} or {@code call}
     * @param url               where its bundle is: any URL the framework can open, such as {@code mvn:} or {@code file:}
     * @param acceptDifferences take over although the rehearsal shows differences: they are wanted
     */
    Report update(String manager, String url, boolean acceptDifferences);

    /** Puts the former version of a manager back, with the state as it is now. */
    Report rollback(String manager);

    /**
     * How it went.
     *
     * @param done    whether the code at work is another one now
     * @param summary one line
     * @param details more lines, may be empty
     */
    record Report(boolean done, String summary, List<String> details) {
        public Report {
            details = List.copyOf(details);
        }
    }
}
