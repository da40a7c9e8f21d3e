/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.networkevents;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How the host is watched; {@code org.sipconnector.networkevents.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: the host's network")
public @interface NetworkEventsSettings {

    @AttributeDefinition(description = "How often interfaces and clock are looked at, in milliseconds, at least 100.")
    long pollMillis() default 2_000;

    @AttributeDefinition(description = "A look that comes so much too late, in milliseconds, means that the host slept.")
    long sleptMillis() default 5_000;

    @AttributeDefinition(description = "Interfaces whose name matches this regular expression do not count: bridges of "
            + "containers and virtual machines, which come and go without meaning anything.")
    String ignoredInterfaces() default "docker\\d+|br-[0-9a-f]{12}|veth.*|virbr\\d+.*|cni\\d+|flannel.*|cali.*";
}
