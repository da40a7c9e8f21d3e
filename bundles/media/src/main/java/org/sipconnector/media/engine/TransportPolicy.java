/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCRtcpMuxPolicy;
import org.sipconnector.media.sdp.Reading;

/**
 * How many transports a connection may need. Each costs descriptors, so there is one for all (RFC 9143, RFC 8858) until the
 * other side is known to want more.
 *
 * @param bundle whether all lines share one, or each has its own
 * @param mux    whether RTP and RTCP share one
 */
record TransportPolicy(RTCBundlePolicy bundle, RTCRtcpMuxPolicy mux) {

    static final TransportPolicy OFFERING = new TransportPolicy(RTCBundlePolicy.MAX_BUNDLE, RTCRtcpMuxPolicy.REQUIRE);

    /** For those who answered without a bundle, or without RTCP beside RTP (RFC 5761 section 5.1.1). */
    static final TransportPolicy SEPARATE = new TransportPolicy(RTCBundlePolicy.MAX_COMPAT, RTCRtcpMuxPolicy.NEGOTIATE);

    static TransportPolicy answering(Reading offer) {
        return new TransportPolicy(offer.bundled() ? RTCBundlePolicy.MAX_BUNDLE : RTCBundlePolicy.MAX_COMPAT,
                offer.muxed() ? RTCRtcpMuxPolicy.REQUIRE : RTCRtcpMuxPolicy.NEGOTIATE);
    }

    boolean insistsOnBundle() {
        return bundle == RTCBundlePolicy.MAX_BUNDLE;
    }

    boolean insistsOnMux() {
        return mux == RTCRtcpMuxPolicy.REQUIRE;
    }
}
