/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.standby;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How long connectors wait for another kernel. */
@ObjectClassDefinition(name = "SIP Connector: standby", pid = StandbySettings.PID)
@interface StandbySettings {

    String PID = "org.sipconnector.standby";

    @AttributeDefinition(name = "Limit", description = "Seconds after which connectors of a stopped kernel are ended", min = "1")
    int limitSeconds() default 20;
}
