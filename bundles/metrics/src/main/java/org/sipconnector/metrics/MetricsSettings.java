/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How many figures there are; {@code org.sipconnector.metrics.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: metrics")
@interface MetricsSettings {

    @AttributeDefinition(description = "Of how many connectors in a call, in the order of their ids, each stream is told.")
    int streams_connectors() default 200;
}
