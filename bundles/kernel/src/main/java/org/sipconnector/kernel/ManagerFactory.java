/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The code of one manager, as an OSGi service. The kernel tracks these services; when a newer one comes, or the only
 * one goes, it takes every lane's state from the old code and gives it to the new between two messages.
 */
@ConsumerType
public interface ManagerFactory {

    /**
     * The manager's API: also its name in the lane. Operations of this interface return {@code void} or a
     * {@link java.util.concurrent.CompletionStage}; a method {@code snapshot()} gives the latest snapshot; default
     * methods run at the caller.
     */
    Class<?> api();

    /**
     * Service property: when true, the API's stable proxy of every connector is an OSGi service too, with the property
     * {@code connector.id}. It outlives any update of the manager.
     */
    String PUBLISH = "org.sipconnector.publish";

    /**
     * Managers without which a published one is of no use: its services wait until all of these are at work, and all that those need
     * in turn. Once there they stay, whatever is stopped or replaced.
     */
    default Set<Class<?>> publishedAfter() {
        return Set.of();
    }

    /** Where the manager stands among those that hear an event: lower first, equal ones by name. */
    default int order() {
        return 0;
    }

    /**
     * Whether a change of the manager's state alone is no reason to keep the connector anew for another process: what measures all the
     * time is kept when something else has changed.
     */
    default boolean keptInPassing() {
        return false;
    }

    /** The snapshot that is seen until the manager {@linkplain Lane#show shows} one. */
    Object initialSnapshot();

    /** A fresh manager, on the lane. */
    Manager create(Lane lane);

    /**
     * The successor of an older or newer version of this manager, on the lane. It registers its handlers and goes on;
     * it sends no command and publishes nothing. Throwing keeps the lane parked and the former state safe.
     */
    Manager adopt(Lane lane, Handover previous);
}
