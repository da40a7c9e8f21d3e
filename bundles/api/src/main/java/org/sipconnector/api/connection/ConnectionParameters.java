/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.media.Size;

/**
 * What a connect needs: those a connector was configured with are {@link ConnectorConfiguration#parameters()}, others are built with
 * {@link #builder(String)}. Checked when the connect uses them, so that a faulty value fails that connect with
 * {@link org.sipconnector.api.InvalidConfigurationException}.
 *
 * @param target                 the server
 * @param account                the account at it
 * @param registration           what REGISTER says besides
 * @param recovery               waits before a lost transport is opened again
 * @param userAgent              {@code User-Agent} header
 * @param iceServers             STUN and TURN servers for calls
 * @param maxAvailableResolution largest video to send, absent for no limit
 */
public record ConnectionParameters(@Embedded ServerTarget target, @Embedded ServerAccount account,
        @Embedded RegistrationOptions registration, @Embedded ReconnectPauses recovery, String userAgent, List<IceServer> iceServers,
        Optional<Size> maxAvailableResolution) {

    public ConnectionParameters {
        iceServers = List.copyOf(iceServers);
    }

    public static ConnectionParametersBuilder builder(String server) {
        return new ConnectionParametersBuilder(server);
    }

    /** These parameters as others may see them. */
    public ConnectionParameters withoutPassword() {
        return new ConnectionParameters(target, account.withoutPassword(), registration, recovery, userAgent, iceServers,
                maxAvailableResolution);
    }
}
