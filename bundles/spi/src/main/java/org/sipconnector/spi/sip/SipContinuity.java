/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.sip.UserAgentId;

/**
 * Lets established calls outlive the SIP foundation that holds them. Implemented by every SIP foundation. May be called from any
 * thread; stages complete on a thread of the foundation, which must not be held up.
 */
@ProviderType
public interface SipContinuity {

    /**
     * Gives away all user agents of the owner: their transports close without BYE and without un-REGISTER, and they are
     * gone here. What could not be carried over, such as a call that still rings, fails with Connection Error before
     * the stage completes.
     */
    CompletionStage<SipState> handOver(ConnectorId owner);

    /**
     * Takes the user agents up: opens their transports, registers again under the same instance id and offers each
     * call's unchanged session description to its peer. The owner hears nothing of it when it goes well; a transport
     * that does not open is reported as lost, a call the peer has forgotten as ended.
     *
     * @param settings of each user agent, since they may hold a secret
     * @throws IllegalArgumentException when one of the user agents exists already
     */
    void takeUp(ConnectorId owner, SipState state, Function<UserAgentId, UserAgentSettings> settings);
}
