/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.http;

import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.foundation.Foundation;

/**
 * The HTTP foundation: requests by id. Every command returns at once; what comes of it is a {@link HttpEvent} at the
 * owner's sink. May be called from any thread.
 */
@ProviderType
public interface HttpRequests extends Foundation {

    /** Sends a request: one HttpAnswered or HttpFailed, unless it is cancelled. A malformed URL is a HttpFailed too. */
    void send(ConnectorId owner, HttpCall call);

    /** Gives a request up; nothing more is heard of it. Unknown and finished ids are fine. */
    void cancel(String id);

    /** Requests that have no outcome yet. */
    int pending();
}
