/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

/** The kind of a track (WebRTC {@code MediaStreamTrack.kind}). */
public enum MediaKind {
    AUDIO, VIDEO
}
