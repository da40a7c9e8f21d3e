/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import java.util.Optional;
import org.sipconnector.api.Connector;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.SipConnectorException;

/** What managers show. */
final class Snapshots {

    private Snapshots() {}

    /** Empty without that manager, and when the connector was closed, or its kernel replaced, meanwhile. */
    static <S, M extends HasSnapshot<S>> Optional<S> of(Connector connector, Class<M> api) {
        try {
            return connector.has(api) ? Optional.ofNullable(connector.manager(api).snapshot()) : Optional.empty();
        } catch (SipConnectorException gone) {
            return Optional.empty();
        }
    }
}
