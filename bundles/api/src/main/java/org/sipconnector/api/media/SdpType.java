/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

/** The role of a session description (WebRTC {@code RTCSdpType}). */
public enum SdpType {
    OFFER, PRANSWER, ANSWER, ROLLBACK
}
