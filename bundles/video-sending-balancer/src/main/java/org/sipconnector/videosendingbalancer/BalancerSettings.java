/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How cameras are balanced where no client says otherwise; {@code org.sipconnector.videosendingbalancer.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: balancing what cameras send")
public @interface BalancerSettings {

    @AttributeDefinition(description = "How long after a call's confirmation balancing begins, in milliseconds.")
    long startDelayMillis() default 10_000;

    @AttributeDefinition(description = "How often the picture's size is looked at, in milliseconds; up to 16 times less "
            + "often while it stays.")
    long pollMillis() default 1_000;

    @AttributeDefinition(description = "A codec whose sender is left alone, such as h264; empty for none.")
    String ignoreForCodec() default "";
}
