/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.Optional;

/**
 * What the call shows of the conference.
 *
 * @param main      the conference
 * @param contented somebody else's presentation
 */
public record RemoteStreams(Optional<RemoteStream> main, Optional<RemoteStream> contented) {

    public static final RemoteStreams NONE = new RemoteStreams(Optional.empty(), Optional.empty());
}
