/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A component of a manager's state, as the part of the manager sees it that it belongs to. On the lane only.
 *
 * @param <P> the component: data as {@link Handover#of} says
 */
@ProviderType
public interface StatePart<P> {

    /** As it is at this moment. */
    P get();

    /** Goes on with another one. Nothing is shown by that. */
    void set(P other);

    /** Goes on with what this makes of the present one. Nothing is shown by that. */
    default void change(UnaryOperator<P> change) {
        set(change.apply(get()));
    }
}
