/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.streamhealth;

import java.util.Locale;

/** What is wrong with the main incoming video. */
public enum VideoProblem {
    /** It came and has stopped coming. */
    INBOUND_VIDEO_STALLED,
    /** It never came. */
    NO_INBOUND_VIDEO_TRAFFIC,
    /** It comes but cannot be shown. */
    INVALID_INBOUND_FRAMES;

    /** The problem's public spelling, such as {@code inbound-video-stalled}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
