/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** All connectors of this framework, whether opened by configuration or by code. An OSGi service. */
@ProviderType
public interface Connectors {

    /**
     * Opens a connector that lives until it is closed.
     *
     * @throws InvalidConfigurationException when the configuration is not usable or the id is taken
     */
    Connector open(ConnectorConfiguration configuration);

    Optional<Connector> find(ConnectorId id);

    /** All open connectors, ordered by id. */
    Collection<Connector> all();

    /**
     * Configurations that were refused, of connectors and of all bundles, ordered by id, with what is wrong; they heal when
     * corrected. Those of bundles have their PID for an id.
     */
    Collection<RefusedConfiguration> refused();

    /** What may be a mistake in configurations that are used, such as unknown keys, ordered by id. */
    Collection<ConfigurationWarning> warnings();
}
