/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCIceTransportPolicy;
import dev.onvoid.webrtc.TlsCertPolicy;
import java.util.ArrayList;
import org.sipconnector.api.IceServer;
import org.sipconnector.spi.media.CandidatePolicy;
import org.sipconnector.spi.media.PeerSettings;

/** Our settings in the library's words: no more transports and addresses than needed. */
final class LibraryConfiguration {

    private LibraryConfiguration() {}

    static RTCConfiguration of(PeerSettings settings, TransportPolicy policy) {
        RTCConfiguration configuration = new RTCConfiguration();
        configuration.bundlePolicy = policy.bundle();
        configuration.rtcpMuxPolicy = policy.mux();
        configuration.iceServers = new ArrayList<>(settings.iceServers().stream()
                .map(LibraryConfiguration::server).toList());
        CandidatePolicy candidates = settings.candidates();
        configuration.iceTransportPolicy =
                candidates.relayOnly() ? RTCIceTransportPolicy.RELAY : RTCIceTransportPolicy.ALL;
        configuration.portAllocatorConfig = new PortAllocatorConfig()
                .setEnableSharedSocket(true)
                .setDisableTcp(!candidates.tcp())
                .setEnableIpv6(candidates.ipv6())
                .setEnableIpv6OnWifi(candidates.ipv6())
                .setDisableLinkLocalNetworks(!candidates.linkLocal());
        return configuration;
    }

    private static RTCIceServer server(IceServer server) {
        RTCIceServer result = new RTCIceServer();
        result.urls = new ArrayList<>(server.urls());
        result.tlsCertPolicy = server.anyCertificate() ? TlsCertPolicy.INSECURE_NO_CHECK : TlsCertPolicy.SECURE;
        server.username().ifPresent(name -> result.username = name);
        server.credential().ifPresent(secret -> result.password = new String(secret.reveal()));
        return result;
    }
}
