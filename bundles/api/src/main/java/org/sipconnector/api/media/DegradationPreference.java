/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

/** What a video keeps when there is too little bandwidth or processing for it (WebRTC {@code RTCDegradationPreference}). */
public enum DegradationPreference {
    /** Pictures become smaller. */
    MAINTAIN_FRAMERATE,
    /** Pictures become fewer. */
    MAINTAIN_RESOLUTION,
    /** Both in turn. */
    BALANCED
}
