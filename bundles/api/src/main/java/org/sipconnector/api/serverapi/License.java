/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

/** What the server lets a participant use, {@code x-webrtc-use-license}. */
public enum License {
    AUDIO, VIDEO, AUDIOPLUSPRESENTATION
}
