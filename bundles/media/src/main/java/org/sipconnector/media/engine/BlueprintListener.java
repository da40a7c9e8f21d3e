/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.media.PeerConnectionState;

/** Keeps what it takes to make connections again, for when this engine cannot tell any more. Must not block. */
@FunctionalInterface
public interface BlueprintListener {

    void changed(PeerId peer, PeerConnectionState now);
}
