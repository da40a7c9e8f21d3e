/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What can be read as it was last shown: at any time, on any thread, without waiting.
 *
 * @param <S> the snapshot, which never changes
 */
@ProviderType
public interface HasSnapshot<S> {

    /** What was shown last; not null. */
    S snapshot();
}
