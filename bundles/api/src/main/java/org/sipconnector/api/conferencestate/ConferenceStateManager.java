/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.conferencestate;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;

/**
 * Knows what the server told about the room the call is in. It only listens; everything it knows is in its snapshot, and
 * every change is a {@link ConferenceStateEvent}. May be called from any thread.
 */
@ProviderType
public interface ConferenceStateManager extends HasSnapshot<ConferenceStateSnapshot> {

    @Override
    ConferenceStateSnapshot snapshot();

    default Optional<InRoomCredentials> inRoomCredentials() {
        return snapshot().inRoomCredentials();
    }
}
