/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.Optional;
import org.sipconnector.api.serverapi.ContentCodec;

/**
 * Whether somebody else presents.
 *
 * @param available whether there is a presentation to receive
 * @param codec     the codec it is sent in, when told
 */
public record RemotePresentation(boolean available, Optional<ContentCodec> codec) {

    public static final RemotePresentation NOT_AVAILABLE = new RemotePresentation(false, Optional.empty());
}
