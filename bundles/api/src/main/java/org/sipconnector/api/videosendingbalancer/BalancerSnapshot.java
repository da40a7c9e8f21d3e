/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.videosendingbalancer;

import java.util.Optional;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.serverapi.MainCamCommand;

/**
 * Balancing as it is.
 *
 * @param scheduled  whether it will begin by itself
 * @param active     whether it has begun
 * @param command    what the server wants of the camera
 * @param resolution the resolution that came with the command
 * @param parameters how the camera's sender was last told to send
 * @param options    how it balances
 */
public record BalancerSnapshot(boolean scheduled, boolean active, Optional<MainCamCommand> command,
        Optional<String> resolution, Optional<SendEncoding> parameters, BalancerOptions options) {

    public static final BalancerSnapshot IDLE = new BalancerSnapshot(false, false, Optional.empty(), Optional.empty(),
            Optional.empty(), BalancerOptions.STANDARD);
}
