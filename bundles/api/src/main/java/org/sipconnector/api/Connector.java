/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One account's presence at one conference server. All methods may be called from any thread and never block.
 */
@ProviderType
public interface Connector extends ConnectorAccess {

    /**
     * Ends the connector's calls and registration and forgets it. Done when its lane is empty and closed. While the kernel is being
     * replaced it is done at once, and the connector ends when nobody opens it again ({@code docs/updating.md}): owners are stopped then, too.
     */
    CompletionStage<Void> close();
}
