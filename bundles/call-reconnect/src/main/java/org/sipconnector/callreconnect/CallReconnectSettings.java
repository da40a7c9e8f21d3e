/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sipconnector.api.callreconnect.Jitter;

/** How patiently lost calls are set up again where no client says otherwise; {@code org.sipconnector.callreconnect.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: redialling lost calls")
public @interface CallReconnectSettings {

    @AttributeDefinition(description = "Attempts before giving up, 0 for no limit.")
    int maxAttempts() default 5;

    @AttributeDefinition(description = "Pause before the first attempt, in milliseconds.")
    long baseBackOffMillis() default 1_000;

    @AttributeDefinition(description = "The longest pause, in milliseconds.")
    long longestBackOffMillis() default 30_000;

    @AttributeDefinition(description = "By what each pause is longer than the one before, at least 1.")
    double backOffFactor() default 2;

    @AttributeDefinition(description = "How much of a pause is left to chance: NONE, EQUAL (half of it) or FULL.")
    Jitter jitter() default Jitter.EQUAL;

    @AttributeDefinition(description = "How long to wait for the connection before giving up, in milliseconds.")
    long waitSignalingMillis() default 20_000;
}
