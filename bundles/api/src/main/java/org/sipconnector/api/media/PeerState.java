/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

/** WebRTC {@code RTCPeerConnectionState}. */
public enum PeerState {
    NEW, CONNECTING, CONNECTED, DISCONNECTED, FAILED, CLOSED
}
