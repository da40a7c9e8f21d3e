/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.api.ConnectorId;

/**
 * A whiteboard service that decides about incoming calls by itself: register it, and it is asked about every call that
 * rings. Of several, the one with the highest service ranking decides. A decider that fails, or takes longer than the
 * caller's patience, leaves the call ringing.
 */
@ConsumerType
@FunctionalInterface
public interface IncomingCallDecider {

    /** Service property: only calls of this connector; without it, of all. */
    String CONNECTOR_ID = "connector.id";

    /** Called on the connector's lane: must not block, and may complete its stage later and anywhere. */
    CompletionStage<CallDecision> decide(ConnectorId connector, RingingCall call);
}
