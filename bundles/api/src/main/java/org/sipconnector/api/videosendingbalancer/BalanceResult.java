/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.videosendingbalancer;

import java.util.Optional;
import org.sipconnector.api.media.SendEncoding;

/**
 * What balancing did.
 *
 * @param changed    whether the sender was told something new
 * @param parameters how the sender is to send; absent when it was left alone, for want of a sender or for its codec
 */
public record BalanceResult(boolean changed, Optional<SendEncoding> parameters) {

    public static final BalanceResult LEFT_ALONE = new BalanceResult(false, Optional.empty());
}
