/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metricsservlet;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Who may read figures; {@code org.sipconnector.metricsservlet.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: access to metrics")
@interface AccessSettings {

    @AttributeDefinition(description = "Whether other hosts than this one may read them.")
    boolean remote() default false;

    @AttributeDefinition(description = "jaas: who reads them logs in at the container's realm. none: whoever reaches the port reads them.",
            options = {@Option(label = "jaas", value = "jaas"), @Option(label = "none", value = "none")})
    String authentication() default "jaas";

    @AttributeDefinition(description = "Name of the container's realm.")
    String realm() default "karaf";

    @AttributeDefinition(description = "Who has one of these roles may read them.")
    String[] roles() default {"viewer", "manager", "admin"};
}
