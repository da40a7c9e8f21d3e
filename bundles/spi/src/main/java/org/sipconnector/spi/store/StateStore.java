/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps what the kernel needs to go on with its connectors in another process. What is kept holds secrets, so an
 * implementation encrypts it. An OSGi service, looked up whenever the kernel needs it. From any thread; each call may wait for a disk.
 */
@ProviderType
public interface StateStore {

    /**
     * What is kept under one key.
     *
     * @param saved when it was saved
     * @param bytes how much it is, as written by the kernel
     */
    record Entry(String key, Instant saved, int bytes) {}

    /**
     * Whether this process is the one whose connectors are kept: it is from the first call that finds no other, until it ends or leaves
     * them by {@link #replaceAll}. Two processes that went on with the same connectors would take each other's registrations and calls.
     */
    boolean own();

    /**
     * Whether several processes keep their connectors here at the same time, each its own: which one a connector begins in is then told
     * by {@link org.sipconnector.spi.cluster.ConnectorRelocation}, and one that is left goes on in another.
     */
    default boolean isShared() {
        return false;
    }

    /** What to tell an operator while another process is the one, as the last {@link #own} has found. */
    Optional<String> owner();

    /** Whether another process waits for this one to leave its connectors. */
    default boolean awaited() {
        return false;
    }

    /** The connectors that are kept are at work in this process: a former one may end. */
    default void tookOver() {}

    /** Whether the connectors that this process has left are at work in another one. */
    default boolean succeeded() {
        return true;
    }

    /** No connector is left in this process: another one may begin. */
    void leave();

    /**
     * Keeps exactly these values for the next process, in place of all that was kept before. Either all of them are kept when this
     * returns, or what was.
     *
     * @throws StateStoreException when they cannot be written
     */
    void replaceAll(Map<String, byte[]> values);

    /**
     * Keeps these values, too, and others no longer: either all of that is done when this returns, or nothing. It may be called some
     * twenty times a second. With neither it shows whether the store can be written to.
     *
     * @throws StateStoreException when it cannot be written to
     */
    void update(Map<String, byte[]> changed, Set<String> removed);

    /** Notes that the process whose connectors are kept is at work; every few seconds. */
    void alive();

    /** When that was noted last; empty when it never was. */
    Optional<Instant> lastAlive();

    /** All that is kept. What cannot be read is set aside, said once in the log, and left out. */
    Map<String, byte[]> load();

    /** Lists what is kept, by key. */
    List<Entry> entries();

    /** Forgets all that is kept. */
    void clear();
}
