/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

/** What a video shows (WebRTC {@code contentHint}); decides which quality is kept when bandwidth is short. */
public enum ContentHint {
    NONE, MOTION, DETAIL, TEXT
}
