/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.util.Locale;
import java.util.Optional;

/** The content types by which client and server know what an INFO is about. */
enum InfoContent {
    ROOM_NAME("roomname"),
    SHARE_DESKTOP("sharedesktop"),
    MAIN_CAM("maincam"),
    MIC("mic"),
    USE_LICENSE("uselic"),
    PARTICIPANT_STATE("partstate"),
    NOTIFY("notify"),
    CHANNELS("channels"),
    MEDIA_STATE("mediastate"),
    STATS("stats"),
    REFUSAL("refusal");

    private static final String PREFIX = "application/vinteo.webrtc.";

    private final String subtype;

    InfoContent(String subtype) {
        this.subtype = subtype;
    }

    String contentType() {
        return PREFIX + subtype;
    }

    static Optional<InfoContent> of(String contentType) {
        String wanted = contentType.toLowerCase(Locale.ROOT);
        for (InfoContent content : values()) {
            if (content.contentType().equals(wanted)) {
                return Optional.of(content);
            }
        }
        return Optional.empty();
    }
}
