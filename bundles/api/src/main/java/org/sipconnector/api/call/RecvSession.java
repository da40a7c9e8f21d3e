/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import org.sipconnector.api.media.PeerId;

/**
 * The receive-only session of a spectator.
 *
 * @param peer         its peer connection
 * @param conference   the conference it receives
 * @param audioChannel the audio channel it receives
 * @param quality      the quality wanted
 * @param started      whether audio and video have arrived
 */
public record RecvSession(PeerId peer, String conference, String audioChannel, RecvQuality quality, boolean started) {}
