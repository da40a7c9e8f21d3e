/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.template.api;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;

/** Ends calls that take too long. May be called from any thread; stages complete on a thread for clients. */
@ProviderType
public interface CallLimitManager extends HasSnapshot<CallLimitSnapshot> {

    @Override
    CallLimitSnapshot snapshot();

    /**
     * From the next call on, a call ends after this time.
     *
     * @param longest zero for any time; a negative one fails with {@link IllegalArgumentException}
     */
    CompletionStage<Void> limit(Duration longest);
}
