package org.sipconnector.api.call;

/** What a sender keeps when bandwidth is short (WebRTC {@code RTCDegradationPreference}). */
public enum DegradationPreference {
    MAINTAIN_FRAMERATE, MAINTAIN_RESOLUTION, BALANCED
}
