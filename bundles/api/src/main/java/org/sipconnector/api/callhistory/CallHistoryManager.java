package org.sipconnector.api.callhistory;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Remembers a connector's latest calls and tells {@link CallHistoryEvent.Recorded} when one is over. May be called from any
 * thread.
 */
@ProviderType
public interface CallHistoryManager {

    CallHistorySnapshot snapshot();

    /** Forgets the calls that are over. */
    CompletionStage<Void> clear();
}
