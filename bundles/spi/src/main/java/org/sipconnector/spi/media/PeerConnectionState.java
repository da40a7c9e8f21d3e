/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

import java.util.List;
import org.sipconnector.api.masking.Masking;

/**
 * What it takes to make a lost peer connection again. Owners hand it back to {@link MediaEngine#reopen} as it came.
 *
 * @param lines  its transceivers in order
 * @param agreed what the other side said in the last completed exchange, as an offer without candidates; empty when
 *               nothing was agreed yet
 */
public record PeerConnectionState(List<LineBlueprint> lines, String agreed) {

    public PeerConnectionState {
        lines = List.copyOf(lines);
    }

    @Override
    public String toString() {
        return Masking.record(this);
    }
}
