/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Who may read figures, and how many; {@code org.sipconnector.metrics.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: metrics")
@interface MetricsSettings {

    @AttributeDefinition(description = "Whether other hosts than this one may read them.")
    boolean remote() default false;

    @AttributeDefinition(description = "jaas: who reads them logs in at the container's realm. none: whoever reaches the port reads them.",
            options = {@Option(label = "jaas", value = "jaas"), @Option(label = "none", value = "none")})
    String authentication() default "jaas";

    @AttributeDefinition(description = "Name of the container's realm.")
    String realm() default "karaf";

    @AttributeDefinition(description = "Who has one of these roles may read them.")
    String[] roles() default {"viewer", "manager", "admin"};

    @AttributeDefinition(description = "Of how many connectors in a call, in the order of their ids, each stream is told.")
    int streams_connectors() default 200;
}
