/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sipconnector.api.incomingcall.SecondCallPolicy;

/** What holds for connectors that were not told otherwise; {@code org.sipconnector.incomingcall.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: incoming calls")
@interface IncomingCallSettings {

    @AttributeDefinition(description = "What to do when another call comes while one rings: RING lets both ring, "
            + "BUSY refuses the later one with 486.")
    SecondCallPolicy secondCall() default SecondCallPolicy.RING;

    @AttributeDefinition(description = "Status a call is declined with when none is named: 603 ends it everywhere, 480 lets the"
            + " caller's server try elsewhere, 487 is what some conference servers wait for.")
    int declineStatus() default 603;
}
