/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callhistory;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;

/**
 * Remembers a connector's latest calls and tells {@link CallHistoryEvent.Recorded} when one is over. May be called from any
 * thread; stages complete on a thread for clients.
 */
@ProviderType
public interface CallHistoryManager extends HasSnapshot<CallHistorySnapshot> {

    @Override
    CallHistorySnapshot snapshot();

    /** Forgets the calls that are over. */
    CompletionStage<Void> clear();
}
