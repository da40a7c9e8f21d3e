/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

/** WebRTC {@code RTCPeerConnectionState}. */
public enum PeerState {
    NEW, CONNECTING, CONNECTED, DISCONNECTED, FAILED, CLOSED
}
