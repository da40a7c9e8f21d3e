/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

/** The codec of a presentation, {@code x-webrtc-share-codec}. */
public enum ContentCodec {
    H264, VP8, VP9, AV1
}
