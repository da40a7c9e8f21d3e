/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.update;

import java.util.List;
import java.util.Optional;
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
     * @param url               where its bundle is: {@code file:}, {@code mvn:} or {@code https:}
     * @param acceptDifferences take over although the rehearsal shows differences: they are wanted
     * @param sha256            the checksum that the bundle must have, in hexadecimal; absent for any
     */
    Report update(String manager, String url, boolean acceptDifferences, Optional<String> sha256);

    /** The same, whatever the bundle's checksum is. */
    default Report update(String manager, String url, boolean acceptDifferences) {
        return update(manager, url, acceptDifferences, Optional.empty());
    }

    /**
     * The rehearsal of {@link #update} alone: the newer version lives through copies of all live states and the lanes' journals
     * in the dark, and is removed again whatever comes of it. Nothing changes.
     *
     * @param manager as in {@link #update}, but not the {@code kernel}, which is not rehearsed
     * @param url     as in {@link #update}
     * @param sha256  as in {@link #update}
     * @return done when the update would take over now
     */
    Report rehearse(String manager, String url, Optional<String> sha256);

    /**
     * Puts another version, newer or older, into the place of an installed bundle of this product, as a release does: a
     * manager after the same rehearsal, the {@code kernel} as in {@link #update}, any other, such as {@code sip}, by a
     * restart in its place. One that does not work is taken back. Refreshes nothing but what is wired to the kernel.
     *
     * @param bundle            its folder: {@code call}, {@code kernel}, {@code sip}
     * @param url               as in {@link #update}
     * @param acceptDifferences as in {@link #update}
     */
    Report replace(String bundle, String url, boolean acceptDifferences);

    /**
     * Puts the former version of a manager back, with the state as it is now; or that of the {@code kernel}, when
     * {@link #update} or {@link #replace} brought the one at work.
     */
    Report rollback(String manager);

    /** Simple names of the managers whose code is at work, in alphabetical order: what can be updated, beside the kernel. */
    List<String> managers();

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
