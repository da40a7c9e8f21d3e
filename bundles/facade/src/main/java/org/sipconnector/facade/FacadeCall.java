/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.ReplyId;

/**
 * A call made or answered through the facade.
 *
 * @param id        its name in its progress events
 * @param reply     promise of the one who made it
 * @param room      the room it is in, empty before one was entered
 * @param succeeded whether it was confirmed
 */
record FacadeCall(String id, ReplyId<PeerId> reply, String room, boolean succeeded) {

    FacadeCall in(String newRoom) {
        return new FacadeCall(id, reply, newRoom, succeeded);
    }

    FacadeCall confirmed() {
        return new FacadeCall(id, reply, room, true);
    }
}
